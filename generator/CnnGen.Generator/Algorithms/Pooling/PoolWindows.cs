using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>
/// The loops that forward and backward pooling share: over regions of outputs whose windows have the same taps inside the image, over
/// their rows and columns, over vectors of channels, and over the taps. So padding is never read, and no tap is tested at run time.
/// </summary>
/// <param name="pool">The windows.</param>
/// <param name="image">Where the values of windows stand.</param>
/// <param name="pooled">Where the pooled values stand.</param>
/// <param name="lanes">Channels at a time.</param>
/// <param name="unrollLimit">Taps of all regions that are written out, if the schedule says so.</param>
internal sealed class PoolWindows(WindowPool pool, BufferLayout image, BufferLayout pooled, int lanes, int? unrollLimit)
{
    // Beyond this many, taps are looped over and not written out: each is up to six statements, and a kernel has a budget.
    private const int UnrolledTaps = 128;

    private readonly List<WindowSegment> _rows = WindowSegment.Cut(pool.Vertical);
    private readonly List<WindowSegment> _columns = WindowSegment.Cut(pool.Horizontal);
    private readonly bool _unrolled = Regions(pool) * pool.Vertical.F * pool.Horizontal.F <= (unrollLimit ?? UnrolledTaps);

    private WindowAxis Vertical => pool.Vertical;

    private WindowAxis Horizontal => pool.Horizontal;

    /// <summary>Regions that loops are written for.</summary>
    public static int Regions(WindowPool pool) => WindowSegment.Cut(pool.Vertical).Count * WindowSegment.Cut(pool.Horizontal).Count;

    /// <summary>Writes the loops around the windows.</summary>
    public void Loop(LoopBuilder b, Action<PoolWindow> body)
    {
        foreach (WindowSegment rows in _rows)
        {
            b.ForTasks("oh", rows.Start, rows.End, oh =>
            {
                foreach (WindowSegment columns in _columns)
                {
                    b.For("ow", columns.Start, columns.End, 1, ow => Channels(b, (c, count) => body(Window(oh, ow, c, count, rows, columns))));
                }
            });
        }
    }

    /// <summary>Writes the loops over the taps of a window, row by row. The body gets the tap and its place in the image.</summary>
    public void Taps(LoopBuilder b, PoolWindow window, Action<PoolTap> body)
    {
        if (_unrolled)
        {
            for (int kh = window.Rows.FirstTap; kh < window.Rows.EndTap; kh++)
            {
                for (int kw = window.Columns.FirstTap; kw < window.Columns.EndTap; kw++)
                {
                    body(Tap(window, kh, kw));
                }
            }

            return;
        }

        b.For("kh", window.Rows.FirstTap, window.Rows.EndTap, 1, kh =>
            b.For("kw", window.Columns.FirstTap, window.Columns.EndTap, 1, kw => b.Scope(() => body(Tap(window, kh, kw)))));
    }

    /// <summary>The same from the last tap to the first.</summary>
    public void TapsFromLast(LoopBuilder b, PoolWindow window, Action<PoolTap> body)
    {
        if (_unrolled)
        {
            for (int kh = window.Rows.EndTap - 1; kh >= window.Rows.FirstTap; kh--)
            {
                for (int kw = window.Columns.EndTap - 1; kw >= window.Columns.FirstTap; kw--)
                {
                    body(Tap(window, kh, kw));
                }
            }

            return;
        }

        // Loops count upwards only.
        b.For("up", window.Rows.Taps, up => b.For("left", window.Columns.Taps, left => b.Scope(() =>
            body(Tap(window, (up * -1) + (window.Rows.EndTap - 1), (left * -1) + (window.Columns.EndTap - 1))))));
    }

    /// <summary>The first tap inside the image.</summary>
    public PoolTap First(PoolWindow window) => Tap(window, window.Rows.FirstTap, window.Columns.FirstTap);

    /// <summary>The last tap inside the image.</summary>
    public PoolTap Last(PoolWindow window) => Tap(window, window.Rows.EndTap - 1, window.Columns.EndTap - 1);

    private PoolTap Tap(PoolWindow window, IndexExpression kh, IndexExpression kw) => new(
        kh, kw, window.ImageAt + (kh * (Vertical.D * image.RowStride)) + (kw * (Horizontal.D * image.PixelStride)));

    private PoolWindow Window(IndexExpression oh, IndexExpression ow, IndexExpression c, int count, WindowSegment rows, WindowSegment columns) => new(
        image.At((oh * Vertical.S) - Vertical.Before, (ow * Horizontal.S) - Horizontal.Before, c),
        pooled.At(oh, ow, c),
        BufferLayout.ChannelsLast(pooled.Shape, default).At(oh, ow, c),
        rows,
        columns,
        count);

    private void Channels(LoopBuilder b, Action<IndexExpression, int> body)
    {
        int channels = image.Shape.Channels;
        int whole = channels / lanes * lanes;
        b.For("c", whole, c => b.Scope(() => body(c, lanes)), lanes);
        if (channels > whole)
        {
            b.Scope(() => body(whole, channels - whole));
        }
    }
}

/// <summary>One window, for some neighbouring channels.</summary>
/// <param name="ImageAt">Place of tap 0, 0 in the image; it may lie in the padding, so only taps inside are read.</param>
/// <param name="PooledAt">Place of the pooled value.</param>
/// <param name="ArgMaxAt">Place of the kept place of the extremum.</param>
/// <param name="Rows">Taps along the rows.</param>
/// <param name="Columns">Taps along the columns.</param>
/// <param name="Count">Channels.</param>
internal sealed record PoolWindow(
    IndexExpression ImageAt, IndexExpression PooledAt, IndexExpression ArgMaxAt, WindowSegment Rows, WindowSegment Columns, int Count)
{
    /// <summary>Taps inside the image.</summary>
    public int Taps => Rows.Taps * Columns.Taps;
}

/// <summary>One row and column of a window.</summary>
/// <param name="Row">Row of the window.</param>
/// <param name="Column">Column of the window.</param>
/// <param name="At">Place in the image.</param>
internal sealed record PoolTap(IndexExpression Row, IndexExpression Column, IndexExpression At)
{
    /// <summary>The tap as it is kept among the winners.</summary>
    public IndexExpression Code(WindowPool pool) => ArgMaxIndex.Code(pool, Row, Column);

    /// <summary>Where taps are written out, their numbers, which keep the locals of a tap apart.</summary>
    public IndexExpression[] Subscripts => Row.IsConstant && Column.IsConstant ? [Row, Column] : [];
}
