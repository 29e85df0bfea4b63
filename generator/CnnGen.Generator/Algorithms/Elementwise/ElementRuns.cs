using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>
/// Loops over all elements of several values of one shape, each in its own layout: axes that run on in all of them are joined, and the
/// innermost one is cut into vectors where its elements are neighbours everywhere.
/// </summary>
internal sealed class ElementRuns
{
    private readonly List<Axis> _outer;
    private readonly Axis _inner;
    private readonly int[] _origins;

    private ElementRuns(List<Axis> axes, int[] origins, int tasks)
    {
        Tasks = tasks;
        _inner = axes[axes.Count - 1];
        axes.RemoveAt(axes.Count - 1);
        _outer = axes;
        _origins = origins;
    }

    /// <summary>The longest run of neighbours.</summary>
    public int RunLength => _inner.Extent;

    /// <summary>Rows, where threads divide them; else 0.</summary>
    public int Tasks { get; }

    /// <summary>What the loops are written with.</summary>
    public LoopBuilder Builder() => new(isParallel: Tasks > 0);

    /// <summary>Loops in the order in which the last layout stands in memory.</summary>
    public static ElementRuns Of(TensorShape shape, params BufferLayout[] layouts) => Of(dividesRows: false, shape, layouts);

    /// <summary>The same, with rows that threads divide where this pays for an image of the node.</summary>
    public static ElementRuns Of(NodeLowering node, TensorShape shape, params BufferLayout[] layouts) =>
        Of(node.IsParallel && shape.Height > 1 && TaskDivision.PaysToMove(shape.Length), shape, layouts);

    private static ElementRuns Of(bool dividesRows, TensorShape shape, BufferLayout[] layouts)
    {
        Axis[] all =
        [
            new("row", shape.Height, Array.ConvertAll(layouts, layout => layout.RowStride)),
            new("column", shape.Width, Array.ConvertAll(layouts, layout => layout.PixelStride)),
            new("c", shape.Channels, Array.ConvertAll(layouts, layout => layout.ChannelStride)),
        ];
        int rows = dividesRows ? 1 : 0;
        List<Axis> axes =
            [.. all.Take(rows), .. all.Skip(rows).Where(axis => axis.Extent > 1).OrderByDescending(axis => axis.Strides[axis.Strides.Length - 1])];
        if (axes.Count == rows || Array.Exists(axes[axes.Count - 1].Strides, stride => stride != 1))
        {
            axes.Add(new Axis("i", 1, Array.ConvertAll(layouts, _ => 1)));
        }

        for (int i = axes.Count - 2; i >= rows; i--)
        {
            if (axes[i].RunsOnInto(axes[i + 1]))
            {
                axes[i] = axes[i + 1] with { Name = "i", Extent = axes[i].Extent * axes[i + 1].Extent };
                axes.RemoveAt(i + 1);
            }
        }

        return new ElementRuns(axes, Array.ConvertAll(layouts, layout => layout.Origin), dividesRows ? shape.Height : 0);
    }

    /// <summary>Writes the loops. The body gets the place in each layout and how many lanes are elements.</summary>
    public void Loop(LoopBuilder b, int lanes, Action<IndexExpression[], int> body)
    {
        IndexExpression[] start = Array.ConvertAll(_origins, origin => (IndexExpression)origin);
        Loop(b, 0, start, at =>
        {
            int whole = _inner.Extent / lanes * lanes;
            b.For(_inner.Name, whole, i => b.Scope(() => body(_inner.Step(at, i), lanes)), lanes);
            if (_inner.Extent > whole)
            {
                b.Scope(() => body(_inner.Step(at, whole), _inner.Extent - whole));
            }
        });
    }

    /// <summary>Writes loops over the runs alone. The body gets where each begins.</summary>
    public void LoopRuns(LoopBuilder b, Action<IndexExpression[]> body) =>
        Loop(b, 0, Array.ConvertAll(_origins, origin => (IndexExpression)origin), body);

    private void Loop(LoopBuilder b, int depth, IndexExpression[] at, Action<IndexExpression[]> body)
    {
        if (depth == _outer.Count)
        {
            body(at);
            return;
        }

        Axis axis = _outer[depth];
        if (depth == 0 && Tasks > 0)
        {
            b.ForTasks(axis.Name, 0, axis.Extent, i => Loop(b, depth + 1, axis.Step(at, i), body));
        }
        else
        {
            b.For(axis.Name, axis.Extent, i => Loop(b, depth + 1, axis.Step(at, i), body));
        }
    }

    private sealed record Axis(string Name, int Extent, int[] Strides)
    {
        public bool RunsOnInto(Axis inner)
        {
            for (int i = 0; i < Strides.Length; i++)
            {
                if (Strides[i] != inner.Strides[i] * inner.Extent)
                {
                    return false;
                }
            }

            return true;
        }

        public IndexExpression[] Step(IndexExpression[] at, IndexExpression by)
        {
            IndexExpression[] result = new IndexExpression[at.Length];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = at[i] + (by * Strides[i]);
            }

            return result;
        }
    }
}
