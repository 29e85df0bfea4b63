using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>Where the tiles of an image stand in a value.</summary>
/// <param name="RowStep">From a tile to the one below.</param>
/// <param name="ColumnStep">From a tile to the next of its row.</param>
/// <param name="FirstRow">The first row of the first tile.</param>
/// <param name="FirstColumn">The first column of the first tile.</param>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Columns of a tile.</param>
internal readonly record struct TileSteps(int RowStep, int ColumnStep, int FirstRow, int FirstColumn, int Rows, int Columns);

/// <summary>
/// Kernels of one image that bring its tiles to the points: along their rows, then along their columns, a vector of channels at a time. Their tasks are rows of
/// tiles of a panel.
/// </summary>
/// <param name="node">The layer.</param>
/// <param name="vertical">The transform along columns.</param>
/// <param name="horizontal">The transform along rows.</param>
/// <param name="columns">Tiles of a row.</param>
/// <param name="round">Images of a round.</param>
internal sealed class TileTransform(NodeLowering node, WinogradAxis vertical, WinogradAxis horizontal, int columns, RoundSize round)
{
    /// <summary>Adds a kernel and its call.</summary>
    /// <param name="stage">Which one of the node's.</param>
    /// <param name="values">What is transformed.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="steps">Where its tiles are.</param>
    /// <param name="to">Where they go, and the buffer.</param>
    /// <param name="transform">The transform along an axis.</param>
    /// <param name="formula">It in words.</param>
    public void Add(
        string stage,
        CallArgument values,
        BufferLayout layout,
        TileSteps steps,
        (TilePanels Panels, int Buffer) to,
        Func<LoopBuilder, WinogradAxis, Local[], string, Local[]> transform,
        string formula)
    {
        LoopBuilder b = new(isParallel: true);
        TilePanels panels = to.Panels;
        TileLayout between = TileLayout.Between(horizontal, node.Lanes);
        int[] rows = [.. Enumerable.Range(0, steps.Rows)];
        int[] points = [.. Enumerable.Range(0, vertical.Points)];
        panels.Each(b, columns, node.Lanes, (tileRow, tileColumn, channel, place) =>
        {
            string d =
                b.Pointer("d", "values", layout.At((tileRow * steps.RowStep) + steps.FirstRow, (tileColumn * steps.ColumnStep) + steps.FirstColumn, channel));
            string p = b.Pointer("p", "points", place);
            TileLayout tile = new(d, layout.RowStride, layout.PixelStride);
            TileLayout at = new(p, horizontal.Points * panels.PointStride, panels.PointStride);
            b.For("row", steps.Rows, row => between.StoreRow(b, row, 0, transform(b, horizontal, tile.LoadRow(b, "d", row, steps.Columns), "x"), node.Lanes));
            b.For(
                "column",
                horizontal.Points,
                column => at.StoreColumn(b, column, points, transform(b, vertical, between.LoadColumn(b, "half", column, rows), "point"), node.Lanes));
        });
        b.NameStride("Point", "p", "column", panels.PointStride);
        string text =
            FormattableString.Invariant(
                $"points[point, tile, channel] = ({formula})[point] for {panels.Tiles} tiles of {steps.Rows}×{steps.Columns} {panels.Name}");
        new KernelSignature()
            .Floats("values", values)
            .Floats("points", panels.OfImage(to.Buffer))
            .Floats(TileLayout.BetweenName, node.Scratch(vertical.Points * horizontal.Points * node.Lanes))
            .InParts(panels.RowsOfPanels(columns))
            .InRounds(round)
            .Call(node, node.Lanes, b, LayerComments.Of(node, text), stage);
    }
}
