using CnnGen.Generator.Operators;
using CnnGen.Geometry;

namespace CnnGen.Generator.Planning;

/// <summary>The outputs of a layer as tiles of Winograd's algorithm, and the tiles as blocks that are multiplied together.</summary>
/// <param name="Vertical">The transform along columns.</param>
/// <param name="Horizontal">The transform along rows.</param>
/// <param name="Height">Rows of outputs.</param>
/// <param name="Width">Columns of outputs.</param>
/// <param name="BlockRows">Rows of tiles in a block; 1 unless a block is as wide as the image.</param>
/// <param name="BlockColumns">Columns of tiles in a block.</param>
internal sealed record WinogradGrid(WinogradAxis Vertical, WinogradAxis Horizontal, int Height, int Width, int BlockRows, int BlockColumns)
{
    // With more, rounding errors grow faster than speed: 80 points made VGG-16 2 % faster, with half as much error again.
    private const int MostPoints = 64;

    // Tiles of a block: with fewer, weights are read too often for what they do; with more, nothing is gained.
    private const int LeastTiles = 4;
    private const int MostTiles = 96;

    /// <summary>Rows of tiles.</summary>
    public int Rows => (Height + Vertical.Outputs - 1) / Vertical.Outputs;

    /// <summary>Columns of tiles.</summary>
    public int Columns => (Width + Horizontal.Outputs - 1) / Horizontal.Outputs;

    public int RowBlocks => (Rows + BlockRows - 1) / BlockRows;

    public int Points => Vertical.Points * Horizontal.Points;

    /// <summary>Matrices of weights: points that share one count once.</summary>
    public int Weights => Vertical.Weights * Horizontal.Weights;

    /// <summary>Whether some points share their weights.</summary>
    public bool SharesWeights => Weights < Points;

    /// <summary>The points in parts whose weights are used equally often: how many points, and how many matrices of weights.</summary>
    public IEnumerable<(int Points, int Matrices)> Parts() => SharesWeights
        ? from rows in Vertical.Runs(Vertical.Outputs)
          from columns in Horizontal.Runs(Horizontal.Outputs)
          select (rows.Count * columns.Count, rows.Matrices * columns.Matrices)
        : [(Points, Weights)];

    /// <summary>Whether tiles are transformed along both axes.</summary>
    public bool IsTwoDimensional => !Vertical.IsSummed && !Horizontal.IsSummed;

    /// <summary>Products that a channel pair takes for a tile.</summary>
    public int ProductsOfTile => Points * Vertical.Products(1) * Vertical.Terms;

    /// <summary>Values that a block has at each point before the products.</summary>
    public int InputsOfBlock => Vertical.Inputs(BlockRows) * BlockColumns;

    /// <summary>Values that a block has at each point after the products.</summary>
    public int ProductsOfBlock => Vertical.Products(BlockRows) * BlockColumns;

    /// <summary>
    /// Parts of a block's values at a point that are multiplied by themselves: a single one where all of them are equally far from each other, else one a row.
    /// </summary>
    public int ProductRuns(int rowTiles) => Vertical is { IsSummed: true, Stride: > 1 } ? Vertical.Products(rowTiles) : 1;

    /// <summary>Rows of outputs of the last row of tiles.</summary>
    public int LastRows => Height - ((Rows - 1) * Vertical.Outputs);

    /// <summary>Columns of outputs of the last column of tiles.</summary>
    public int LastColumns => Width - ((Columns - 1) * Horizontal.Outputs);

    /// <summary>Every division of a layer that is worth an estimate.</summary>
    public static IEnumerable<WinogradGrid> For(FusedConvolution fused)
    {
        foreach ((WinogradAxis vertical, WinogradAxis horizontal) in Transforms(fused))
        {
            bool pools = fused.Pool is null || (vertical.Outputs % fused.Pool.Vertical.F == 0 && horizontal.Outputs % fused.Pool.Horizontal.F == 0);
            if (!pools || vertical.PointsTogether * horizontal.PointsTogether > MostPoints || (vertical.IsSummed && horizontal.IsSummed))
            {
                continue;
            }

            WinogradGrid whole = new(vertical, horizontal, fused.CoveredRows, fused.CoveredColumns, 1, 1);
            whole = whole with { BlockColumns = whole.Columns };
            for (int parts = 2; parts <= whole.Columns / LeastTiles; parts++)
            {
                yield return whole with { BlockColumns = (whole.Columns + parts - 1) / parts };
            }

            for (int rows = 1; rows <= whole.Rows && (rows == 1 || vertical.Products(rows) * whole.Columns <= MostTiles); rows++)
            {
                yield return whole with { BlockRows = rows };
            }
        }
    }

    private static IEnumerable<(WinogradAxis Vertical, WinogradAxis Horizontal)> Transforms(FusedConvolution fused)
    {
        (WindowAxis rows, WindowAxis columns, _, _) = fused.Convolution;
        IEnumerable<(WinogradAxis, WinogradAxis)> plain =
            from vertical in Verticals(fused)
            from horizontal in WinogradAxis.For(columns)
            select (vertical, horizontal);
        IEnumerable<(WinogradAxis, WinogradAxis)> inPhases =
            from vertical in WinogradAxis.InPhases(rows)
            from horizontal in WinogradAxis.InPhases(columns)
            select (vertical, horizontal);
        return rows.S > 1 && columns.S > 1 ? plain.Concat(inPhases) : plain;
    }

    /// <summary>The transforms along columns, and none: what a transform costs may be more than the products it saves where channels are few.</summary>
    private static IEnumerable<WinogradAxis> Verticals(FusedConvolution fused)
    {
        WindowAxis axis = fused.Convolution.Vertical;
        if (axis is { F: 1, S: 1 })
        {
            return [WinogradAxis.Identity];
        }

        // Rows that are skipped are not neighbours in memory: with a stride, they could not count as one.
        WinogradAxis summed = WinogradAxis.Summed(fused.PoolRows, axis.F, axis.S);
        return axis.S == 1 ? WinogradAxis.For(axis).Append(summed) : [summed];
    }

    /// <summary>The points of a block in parts with as many tiles each: a last tile that is shorter has not all points of the others.</summary>
    public IEnumerable<(int Points, int RowTiles, int ColumnTiles)> Parts(WinogradBlocks rows, WinogradBlocks columns) =>
        from row in rows.Parts(Vertical)
        from column in columns.Parts(Horizontal)
        select (row.Points * column.Points, row.Tiles, column.Tiles);

    /// <summary>Runs of blocks that are equal but for their place, along the rows.</summary>
    public IEnumerable<WinogradBlocks> RowRuns() => WinogradBlocks.Cut(Rows, BlockRows, Vertical.Outputs, LastRows);

    /// <summary>Runs of blocks that are equal but for their place, along the columns.</summary>
    public IEnumerable<WinogradBlocks> ColumnRuns() => WinogradBlocks.Cut(Columns, BlockColumns, Horizontal.Outputs, LastColumns);
}

/// <summary>A run of equal blocks along one axis.</summary>
/// <param name="First">The number of the first one.</param>
/// <param name="Count">How many.</param>
/// <param name="Tiles">Tiles of each.</param>
/// <param name="LastOutputs">Outputs of the last tile of each that exist.</param>
internal readonly record struct WinogradBlocks(int First, int Count, int Tiles, int LastOutputs)
{
    /// <summary>Whether the last tile is shorter than the others.</summary>
    /// <param name="axis">Of the tiles.</param>
    public bool IsCut(WinogradAxis axis) => LastOutputs < axis.Outputs;

    /// <summary>Tiles that have the points of a run.</summary>
    public int TilesWith(WinogradRun run) => run.IsInLast ? Tiles : Tiles - 1;

    /// <summary>Tiles in runs of one length, each with its transform.</summary>
    /// <param name="axis">The transform of a whole tile.</param>
    public IEnumerable<(int First, int Count, WinogradAxis Axis)> Lengths(WinogradAxis axis)
    {
        int whole = IsCut(axis) ? Tiles - 1 : Tiles;
        if (whole > 0)
        {
            yield return (0, whole, axis);
        }

        if (whole < Tiles)
        {
            yield return (whole, 1, axis.Cut(LastOutputs));
        }
    }

    /// <summary>Points along an axis that all tiles have, and those that all but the last have.</summary>
    /// <param name="axis">The transform of a whole tile.</param>
    public IEnumerable<(int Points, int Tiles)> Parts(WinogradAxis axis)
    {
        int inLast = IsCut(axis) ? axis.Cut(LastOutputs).Points : axis.Points;
        yield return (inLast, Tiles);
        if (inLast < axis.Points && Tiles > 1)
        {
            yield return (axis.Points - inLast, Tiles - 1);
        }
    }

    public static IEnumerable<WinogradBlocks> Cut(int tiles, int blockTiles, int outputs, int lastOutputs)
    {
        int blocks = (tiles + blockTiles - 1) / blockTiles;
        bool endsWhole = tiles % blockTiles == 0 && lastOutputs == outputs;
        int alike = endsWhole ? blocks : blocks - 1;
        if (alike > 0)
        {
            yield return new WinogradBlocks(0, alike, blockTiles, outputs);
        }

        if (!endsWhole)
        {
            yield return new WinogradBlocks(alike, 1, tiles - (alike * blockTiles), lastOutputs);
        }
    }
}
