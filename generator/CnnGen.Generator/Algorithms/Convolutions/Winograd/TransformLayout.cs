using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// Where the values of a tile stand at the points: [point][row of tiles][tile][channel]. A shorter last tile of a row lacks some points. There, rows of tiles
/// have one tile less, so that all tiles of a point are neighbours; these points have a pointer of their own.
/// </summary>
internal sealed class TransformLayout
{
    private readonly List<(int First, WinogradRun Columns, TileLayout Places)> _runs = [];
    private readonly int[] _rows;

    /// <summary>Introduces the pointers to a tile.</summary>
    /// <param name="b">Receives them.</param>
    /// <param name="memory">Where rows of tiles stand.</param>
    /// <param name="columns">Tiles of the row.</param>
    /// <param name="rowOutputs">Rows of outputs of the tile.</param>
    /// <param name="horizontal">The transform of the tile along its rows.</param>
    /// <param name="at">The tile and its channel, relative to the first ones.</param>
    public TransformLayout(LoopBuilder b, PointMemory memory, WinogradBlocks columns, int rowOutputs, WinogradAxis horizontal, IndexExpression at)
    {
        WinogradGrid grid = memory.Grid;
        _rows = grid.Vertical.PointNumbers(rowOutputs);
        Dictionary<bool, string> pointers = [];
        int first = 0;
        foreach (WinogradRun run in grid.Horizontal.Runs(columns.LastOutputs).Where(run => run.IsInLast || horizontal.MissingOutputs == 0))
        {
            if (!pointers.TryGetValue(run.IsInLast, out string? pointer))
            {
                pointer = run.IsInLast
                    ? b.Pointer(memory.Pointer, memory.Parameter, at)
                    : b.Pointer(memory.Pointer + "OfFullTiles", memory.ParameterOfFullTiles, at);
                pointers.Add(run.IsInLast, pointer);
            }

            int rowStride = grid.Vertical.IsDirect ? columns.TilesWith(run) * memory.TileStride : grid.Horizontal.Points * memory.PointStride;
            _runs.Add((first, run, new TileLayout(pointer, rowStride, memory.PointStride)));
            first += run.Count;
        }
    }

    /// <summary>Loops over the tile's columns of points.</summary>
    /// <param name="b">Receives the loops.</param>
    /// <param name="body">Is given the number of the column among those of the tile, and its place.</param>
    public void EachColumn(LoopBuilder b, Action<IndexExpression, PointColumn> body)
    {
        foreach ((int first, WinogradRun run, TileLayout places) in _runs)
        {
            void Column(IndexExpression column) => body(column, new PointColumn(places, column + (run.First - first), _rows));
            if (run.Count == 1)
            {
                b.Scope(() => Column(first));
            }
            else
            {
                b.For("column", first, first + run.Count, 1, Column);
            }
        }
    }

    /// <summary>A row of points of each run of columns.</summary>
    public Local[] LoadRow(LoopBuilder b, string name, IndexExpression row) =>
        [.. _runs.SelectMany(run => run.Places.LoadRow(b, name, row, run.First, Enumerable.Range(run.Columns.First, run.Columns.Count)))];

    /// <summary>Stores the only row of points.</summary>
    public void StoreRow(LoopBuilder b, Local[] values, int lanes)
    {
        foreach ((int first, WinogradRun run, TileLayout places) in _runs)
        {
            places.StoreRow(b, 0, run.First, [.. values.Skip(first).Take(run.Count)], lanes);
        }
    }
}

/// <summary>A column of the points of a tile.</summary>
/// <param name="Places">Where the tile stands.</param>
/// <param name="Number">The number of the column.</param>
/// <param name="Rows">The numbers of the rows that the tile has.</param>
internal readonly record struct PointColumn(TileLayout Places, IndexExpression Number, int[] Rows)
{
    public Local[] Load(LoopBuilder b, string name) => Places.LoadColumn(b, name, Number, Rows);

    public void Store(LoopBuilder b, Local[] values, int lanes) => Places.StoreColumn(b, Number, Rows, values, lanes);
}

/// <summary>Rows of tiles at the points, as a kernel is given them.</summary>
/// <param name="Grid">The tiles.</param>
/// <param name="Pointer">Name of a pointer to a tile.</param>
/// <param name="Parameter">Name of the parameter that points to a row of tiles.</param>
/// <param name="PointStride">From a point to the next.</param>
/// <param name="TileStride">From a tile to the next.</param>
internal sealed record PointMemory(WinogradGrid Grid, string Pointer, string Parameter, int PointStride, int TileStride)
{
    /// <summary>Name of the parameter that points to a row of tiles among points which only whole tiles have.</summary>
    public string ParameterOfFullTiles => Parameter + "OfFullTiles";

    /// <summary>"1 tile", "2 tiles".</summary>
    public static string Count(int tiles) => FormattableString.Invariant($"{tiles} {(tiles == 1 ? "tile" : "tiles")}");

    /// <summary>What a reader of such a kernel must know.</summary>
    public IEnumerable<string> Comment(WinogradBlocks columns) => HasFullTiles(columns)
        ? [FormattableString.Invariant($"Points that the last tile lacks are {ParameterOfFullTiles}: there, a row has one tile less.")]
        : [];

    /// <summary>The parameters of a kernel that passes over a row of tiles.</summary>
    public IEnumerable<KernelParameter> Parameters(WinogradBlocks columns)
    {
        yield return new KernelParameter(Parameter, ParameterType.FloatPointer);
        if (HasFullTiles(columns))
        {
            yield return new KernelParameter(ParameterOfFullTiles, ParameterType.FloatPointer);
        }
    }

    /// <summary>The arguments for a row.</summary>
    /// <param name="columns">Tiles of the row.</param>
    /// <param name="row">Its number: of rows of tiles, or of pixels where these are not transformed along columns.</param>
    /// <param name="start">Where the first point begins.</param>
    public IEnumerable<Expression> Arguments(WinogradBlocks columns, IndexExpression row, int start)
    {
        yield return new AddressOf("scratch", (row * (columns.Tiles * TileStride)) + start);
        if (HasFullTiles(columns))
        {
            yield return new AddressOf("scratch", (row * ((columns.Tiles - 1) * TileStride)) + start);
        }
    }

    private bool HasFullTiles(WinogradBlocks columns) => columns.IsCut(Grid.Horizontal) && columns.Tiles > 1;
}
