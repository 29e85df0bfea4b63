using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>
/// The loops that move the elements of a <see cref="MovedBox"/>: axes that run on on both sides are joined, and the innermost one is cut into vectors where its
/// elements are neighbours on both.
/// </summary>
internal sealed class StridedCopy
{
    private readonly List<(int Extent, int From, int To)> _axes;
    private readonly int _from;
    private readonly int _to;

    /// <param name="box">What is moved.</param>
    /// <param name="from">Where the input stands.</param>
    /// <param name="to">Where the output stands.</param>
    public StridedCopy(MovedBox box, BufferLayout from, BufferLayout to)
    {
        _from = from.Origin + Distance(from, box.From);
        _to = to.Origin + Distance(to, box.To);
        _axes = [.. box.Axes
            .Select(axis => (axis.Extent, Distance(from, axis.From), Distance(to, axis.To)))
            .Where(axis => axis.Extent > 1)
            .OrderByDescending(axis => axis.Item3)];
        for (int i = _axes.Count - 2; i >= 0; i--)
        {
            (int extent, int source, int target) = _axes[i + 1];
            if (_axes[i].From == source * extent && _axes[i].To == target * extent)
            {
                _axes[i] = (_axes[i].Extent * extent, source, target);
                _axes.RemoveAt(i + 1);
            }
        }

        if (_axes.Count == 0 || _axes[_axes.Count - 1] is not (_, 1, 1))
        {
            _axes.Add((1, 1, 1));
        }
    }

    /// <summary>The longest run of neighbours.</summary>
    public int RunLength => _axes[_axes.Count - 1].Extent;

    /// <summary>Rounds of the outermost loop, which threads may divide; 0 where a single run is all.</summary>
    public int Rounds => _axes.Count > 1 ? _axes[0].Extent : 0;

    /// <summary>Writes the loops; of a builder for threads the outermost one is divided.</summary>
    public void Write(LoopBuilder b, int lanes, string from, string to) => Write(b, 0, _from, _to, (source, target) =>
    {
        int whole = RunLength / lanes * lanes;
        b.For("i", whole, i => b.Add(new StoreVector(to, target + i, new LoadVector(from, source + i), lanes)), lanes);
        if (whole < RunLength)
        {
            b.Add(new StoreVector(to, target + whole, new LoadVector(from, source + whole), RunLength - whole));
        }
    });

    private void Write(LoopBuilder b, int depth, IndexExpression source, IndexExpression target, Action<IndexExpression, IndexExpression> run)
    {
        if (depth == _axes.Count - 1)
        {
            run(source, target);
            return;
        }

        (int extent, int from, int to) = _axes[depth];
        string variable = "j" + Model.Numerals.Plain(depth);
        void Round(IndexExpression j) => Write(b, depth + 1, source + (j * from), target + (j * to), run);
        if (depth == 0)
        {
            b.ForTasks(variable, 0, extent, Round);
        }
        else
        {
            b.For(variable, extent, Round);
        }
    }

    private static int Distance(BufferLayout layout, Offset offset) =>
        (offset.Row * layout.RowStride) + (offset.Column * layout.PixelStride) + (offset.Channel * layout.ChannelStride);
}
