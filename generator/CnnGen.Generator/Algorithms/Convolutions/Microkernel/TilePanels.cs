using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// The tiles of all images of a round at the points, as products over many tiles read them: [point][panel of channels][image, row, column of tiles][channels of
/// the panel]. What a register tile reads of a panel follows each other in memory. A tile may be a pixel, and points the taps of a window.
/// </summary>
/// <param name="Name">What stands there.</param>
/// <param name="Points">Points of a tile.</param>
/// <param name="Tiles">Tiles of an image.</param>
/// <param name="Images">Images of a round.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Width">Floats of a panel: whole vectors.</param>
internal sealed record TilePanels(string Name, int Points, int Tiles, int Images, int Channels, int Width)
{
    // Register tiles at the end of a round read so many tiles more.
    private const int TilesBehind = 16;

    public int Panels => (Channels + Width - 1) / Width;

    public int PanelStride => ((Images * Tiles) + TilesBehind) * Width;

    /// <summary>
    /// A cache line between points: transforms go from point to point, and steps of a power of two would put all of them in one set of the first cache.
    /// </summary>
    public int PointStride => (Panels * PanelStride) + MachineModel.CacheLine;

    /// <summary>Bytes of an image.</summary>
    public double ImageBytes => (double)Points * Panels * Tiles * Width * sizeof(float);

    /// <summary>The memory, once for all threads.</summary>
    public int Define(NodeLowering node) => node.DefineBuffer($"{node.Node.Name} {Name} at the points", Points * PointStride, perImage: false);

    /// <summary>The argument of a kernel of one image.</summary>
    public BufferArgument OfImage(int buffer) => new(buffer, 0) { StrideInRound = Tiles * Width };

    /// <summary>Tasks of <see cref="Each"/>: rows of tiles of a panel.</summary>
    /// <param name="columns">Tiles of a row.</param>
    public int RowsOfPanels(int columns) => Panels * (Tiles / columns);

    /// <summary>
    /// Loops over the panels, the tiles of an image and the vectors of a panel, with the first channel of the vector and its place. A row of tiles of a panel
    /// is a task.
    /// </summary>
    public void Each(LoopBuilder b, int columns, int lanes, Action<IndexExpression, IndexExpression, IndexExpression, IndexExpression> body) =>
        EachRow(b, columns, firstTask: 0, (panel, tileRow, channels) => Row(b, columns, lanes, panel, tileRow, channels, body));

    /// <summary>
    /// The same over the images of a round, from <c>firstImage</c> to before <c>endImage</c>. A row of tiles of a panel is a task; the body gets the
    /// image as well, and places are those of the round.
    /// </summary>
    /// <returns>How many tasks.</returns>
    public int EachOfRound(
        LoopBuilder b,
        int columns,
        int lanes,
        int firstTask,
        Action<IndexExpression, IndexExpression, IndexExpression, IndexExpression, IndexExpression> body)
    {
        IndexExpression first = IndexExpression.Of(KernelSignature.FirstImage);
        EachRow(b, columns, firstTask, (panel, tileRow, channels) => b.ForRuntime("n", first, IndexExpression.Of(KernelSignature.EndImage), 1, n => Row(
            b,
            columns,
            lanes,
            panel,
            tileRow,
            channels,
            (row, column, channel, place) => body(n, row, column, channel, place + ((n - first) * (Tiles * Width))))));
        return RowsOfPanels(columns);
    }

    private void EachRow(LoopBuilder b, int columns, int firstTask, Action<IndexExpression, IndexExpression, int> body)
    {
        int rows = Tiles / columns;
        foreach ((int start, int end, int channels) in Segments.Cut(Channels, Width))
        {
            b.For("panel", start / Width, (start / Width) + ((end - start) / channels), 1, panel => b.ForTasksFrom(
                "tileRow",
                (panel * rows) + firstTask,
                0,
                rows,
                1,
                tileRow => body(panel, tileRow, channels)));
        }
    }

    private void Row(
        LoopBuilder b,
        int columns,
        int lanes,
        IndexExpression panel,
        IndexExpression tileRow,
        int channels,
        Action<IndexExpression, IndexExpression, IndexExpression, IndexExpression> body) => b.For("tileColumn", columns, tileColumn => b.For(
        "channel",
        channels,
        channel =>
        {
            IndexExpression place = (panel * PanelStride) + (tileRow * (columns * Width)) + (tileColumn * Width) + channel;
            b.Scope(() => body(tileRow, tileColumn, (panel * Width) + channel, place));
        },
        lanes));
}
