using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>
/// Sums over neighbouring channels of one pixel. Vectors whose window lies inside the channels are looped over; the others are written out with zeros in
/// the place of channels that do not exist.
/// </summary>
/// <param name="channels">Channels of a pixel.</param>
/// <param name="before">Neighbours before a channel.</param>
/// <param name="after">Neighbours behind it.</param>
/// <param name="lanes">Channels a vector.</param>
internal sealed class ChannelWindow(int channels, int before, int after, int lanes)
{
    /// <summary>Larger windows would have many vectors at the edges, each with as many terms as the window has channels.</summary>
    public static int LargestSize(int lanes) => (2 * lanes) + 1;

    /// <summary>Writes loops over the vectors of a pixel. The body gets the first channel and how many lanes are channels.</summary>
    public void Loop(LoopBuilder b, Action<IndexExpression, int> body)
    {
        if (lanes == 1)
        {
            b.For("c", channels, c => b.Scope(() => body(c, 1)));
            return;
        }

        int inner = (before + lanes - 1) / lanes * lanes;
        int behind = Math.Max(inner, (channels - after) / lanes * lanes);
        Edge(b, 0, Math.Min(inner, channels), body);
        b.For("c", inner, behind, lanes, c => b.Scope(() => body(c, lanes)));
        Edge(b, behind, channels, body);
    }

    /// <summary>
    /// Declares a sum over the window of channel <paramref name="c"/>: <paramref name="add"/> gives the new sum for a neighbour's value and the sum so far.
    /// </summary>
    public Local Sum(LoopBuilder b, string name, string pointer, IndexExpression pixel, IndexExpression c, Func<Local, Local, Expression> add)
    {
        Local sum = b.Declare(name, LocalType.Vector, new Splat(0f));
        if (lanes == 1)
        {
            b.For("n", before + after + 1, n => b.Scope(() =>
            {
                b.Declare("i", LocalType.Integer, new IndexValue(c + n - before));
                IndexExpression i = IndexExpression.Of("i");
                b.When(new IndexValue(i), new IndexValue(-1), () => b.When(new IndexValue(channels), new IndexValue(i), () =>
                    b.Assign(sum, add(b.Declare("neighbour", LocalType.Vector, new LoadVector(pointer, pixel + i)), sum))));
            }));
            return sum;
        }

        for (int offset = -before; offset <= after; offset++)
        {
            if (Neighbour(pointer, pixel, c, offset) is { } value)
            {
                b.Assign(sum, add(b.Declare("neighbour", LocalType.Vector, value, before + offset), sum));
            }
        }

        return sum;
    }

    private void Edge(LoopBuilder b, int start, int end, Action<IndexExpression, int> body)
    {
        for (int c = start; c < end; c += lanes)
        {
            int first = c;
            b.Scope(() => body(first, Math.Min(lanes, channels - first)));
        }
    }

    /// <summary>The channels from c + offset on, zero where there is none; null where no lane has one.</summary>
    private Expression? Neighbour(string pointer, IndexExpression pixel, IndexExpression c, int offset)
    {
        if (!c.IsConstant)
        {
            return new LoadVector(pointer, pixel + c + offset);
        }

        int start = c.Constant + offset;
        int count = Math.Min(lanes, channels - Math.Max(0, start));
        if (start <= -lanes || count <= 0)
        {
            return null;
        }

        FirstLanes value = new(new LoadVector(pointer, pixel + Math.Max(0, start)), count, 0f);
        return start >= 0 ? value : new ShiftLanes(value, -start);
    }
}
