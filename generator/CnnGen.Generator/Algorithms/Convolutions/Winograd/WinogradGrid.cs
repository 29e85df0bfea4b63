using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

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

    public int ColumnBlocks => (Columns + BlockColumns - 1) / BlockColumns;

    public int Blocks => RowBlocks * ColumnBlocks;

    public int Points => Vertical.Points * Horizontal.Points;

    /// <summary>Whether rounding stays as small as gradients want it.</summary>
    public bool ServesTraining => Math.Max(Vertical.PointsTogether, Horizontal.PointsTogether) <= WinogradRounding.MostPointsInTraining;

    /// <summary>Matrices of weights: points that share one count once.</summary>
    public int Weights => Vertical.Weights * Horizontal.Weights;

    /// <summary>Whether some points share their weights.</summary>
    public bool SharesWeights => Weights < Points;

    /// <summary>The points in parts whose weights are used equally often: how many points, and how many matrices of weights.</summary>
    public (int Points, int Matrices)[] Parts()
    {
        if (!SharesWeights)
        {
            return [(Points, Weights)];
        }

        var parts = new (int Points, int Matrices)[Vertical.PhaseCount * Horizontal.PhaseCount];
        for (int i = 0; i < parts.Length; i++)
        {
            (int rowPoints, int rowWeights) = Vertical.SizesOf(i / Horizontal.PhaseCount);
            (int columnPoints, int columnWeights) = Horizontal.SizesOf(i % Horizontal.PhaseCount);
            parts[i] = (rowPoints * columnPoints, rowWeights * columnWeights);
        }

        return parts;
    }

    /// <summary>Whether tiles are transformed along both axes.</summary>
    public bool IsTwoDimensional => !Vertical.IsDirect && !Horizontal.IsDirect;

    /// <summary>Products that a channel pair takes for a tile.</summary>
    public int ProductsOfTile => Points * Vertical.Products(1) * Vertical.Terms;

    /// <summary>Values that a block has at each point before the products.</summary>
    public int InputsOfBlock => Vertical.Inputs(BlockRows) * BlockColumns;

    /// <summary>Values that a block has at each point after the products.</summary>
    public int ProductsOfBlock => Vertical.Products(BlockRows) * BlockColumns;

    /// <summary>
    /// Parts of a block's values at a point that are multiplied by themselves: a single one where all of them are equally far from each other, else one a row.
    /// </summary>
    public int ProductRuns(int rowTiles) => Vertical is { IsDirect: true, Stride: > 1 } ? Vertical.Products(rowTiles) : 1;

    /// <summary>Rows of outputs of the last row of tiles.</summary>
    public int LastRows => Height - ((Rows - 1) * Vertical.Outputs);

    /// <summary>Columns of outputs of the last column of tiles.</summary>
    public int LastColumns => Width - ((Columns - 1) * Horizontal.Outputs);

    /// <summary>Outputs of all rows of tiles, with those past the end of the image.</summary>
    public int ComputedRows => Vertical.PadsLast ? Rows * Vertical.Outputs : Height;

    /// <summary>Outputs of all columns of tiles, with those past the end of the image.</summary>
    public int ComputedColumns => Horizontal.PadsLast ? Columns * Horizontal.Outputs : Width;

    /// <summary>The pairs of transforms that are worth an estimate, as a single block of all tiles.</summary>
    public static IEnumerable<WinogradGrid> Undivided(FusedConvolution fused) =>
        from pair in Transforms(fused)
        where pair.Vertical.PointsTogether * pair.Horizontal.PointsTogether <= MostPoints && !(pair.Vertical.IsDirect && pair.Horizontal.IsDirect)
        let whole = new WinogradGrid(pair.Vertical, pair.Horizontal, fused.CoveredRows, fused.CoveredColumns, 1, 1)
        where WinogradRounding.Of(whole) <= WinogradRounding.MostOfLayer
        select whole with { BlockRows = whole.Rows, BlockColumns = whole.Columns };

    /// <summary>The ways to divide all tiles into blocks that are worth an estimate.</summary>
    public IEnumerable<WinogradGrid> Divisions()
    {
        for (int parts = 2; parts <= Columns / LeastTiles; parts++)
        {
            yield return this with { BlockRows = 1, BlockColumns = (Columns + parts - 1) / parts };
        }

        for (int rows = 1; rows <= Rows && (rows == 1 || Vertical.Products(rows) * Columns <= MostTiles); rows++)
        {
            yield return this with { BlockRows = rows, BlockColumns = Columns };
        }
    }

    private static IEnumerable<(WinogradAxis Vertical, WinogradAxis Horizontal)> Transforms(FusedConvolution fused)
    {
        (WindowAxis rows, WindowAxis columns, _, _) = fused.Convolution;
        IEnumerable<(WinogradAxis, WinogradAxis)> plain =
            from vertical in Verticals(fused)
            from horizontal in WinogradTransforms.For(columns, fused.CoveredColumns, fused.PoolColumns)
            select (vertical, horizontal);
        IEnumerable<(WinogradAxis, WinogradAxis)> inPhases =
            from vertical in WinogradTransforms.InPhases(rows, fused.CoveredRows, fused.PoolRows)
            from horizontal in WinogradTransforms.InPhases(columns, fused.CoveredColumns, fused.PoolColumns)
            select (vertical, horizontal);
        return rows.S > 1 && columns.S > 1 ? plain.Concat(inPhases) : plain;
    }

    /// <summary>The transforms along columns, and none: what a transform costs may be more than the products it saves where channels are few.</summary>
    private static IEnumerable<WinogradAxis> Verticals(FusedConvolution fused)
    {
        WindowAxis axis = fused.Convolution.Vertical;
        // Rows that are skipped are not neighbours in memory: with a stride, they could not count as one.
        WinogradAxis summed = WinogradAxis.Direct(fused.PoolRows, axis.F, axis.S);
        return axis is { S: 1, F: > 1 } ? WinogradTransforms.For(axis, fused.CoveredRows, fused.PoolRows).Append(summed) : [summed];
    }

    /// <summary>Points of all blocks along columns, in parts that have as many tiles of a block each.</summary>
    public PointSegment[] RowParts() => PointSegment.Of(Vertical, Rows, BlockRows, LastRows);

    /// <summary>Points of all blocks along rows, in parts that have as many tiles of a block each.</summary>
    public PointSegment[] ColumnParts() => PointSegment.Of(Horizontal, Columns, BlockColumns, LastColumns);

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
    /// <summary>Whether the last tile has fewer points than the others.</summary>
    /// <param name="axis">Of the tiles.</param>
    public bool IsCut(WinogradAxis axis) => LastOutputs < axis.Outputs && !axis.PadsLast;

    /// <summary>The tiles as they are before the products: what differs only in the outputs that count is the same.</summary>
    /// <param name="axis">Of the tiles.</param>
    public WinogradBlocks OfInputs(WinogradAxis axis) => axis.PadsLast ? this with { LastOutputs = axis.Outputs } : this;

    /// <summary>Tiles that have the points of a run.</summary>
    public int TilesWith(WinogradRun run) => run.IsInLast ? Tiles : Tiles - 1;

    /// <summary>Tiles in runs of one length, each with its transform.</summary>
    /// <param name="axis">The transform of a whole tile.</param>
    public IEnumerable<(int First, int Count, WinogradAxis Axis)> Lengths(WinogradAxis axis)
    {
        int whole = LastOutputs < axis.Outputs ? Tiles - 1 : Tiles;
        if (whole > 0)
        {
            yield return (0, whole, axis);
        }

        if (whole < Tiles)
        {
            yield return (whole, 1, axis.Cut(LastOutputs));
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
