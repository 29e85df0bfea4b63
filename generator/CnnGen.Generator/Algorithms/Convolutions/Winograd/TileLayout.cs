using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>Where the vectors of a tile stand while Winograd's algorithm transforms it.</summary>
/// <param name="Pointer">To the first one.</param>
/// <param name="RowStride">From a row to the next.</param>
/// <param name="ColumnStride">From a column to the next.</param>
internal sealed record TileLayout(string Pointer, int RowStride, int ColumnStride)
{
    /// <summary>The parameter for what is transformed along one axis only.</summary>
    public const string BetweenName = "between";

    /// <summary>A tile that is transformed along one axis only: too much for registers, and at home in the first cache.</summary>
    public static TileLayout Between(WinogradAxis horizontal, int lanes) => new(BetweenName, horizontal.Points * lanes, lanes);

    public Local[] LoadRow(LoopBuilder b, string name, IndexExpression row, int count) => LoadRow(b, name, row, 0, Enumerable.Range(0, count));

    /// <summary>Loads certain columns of a row; the locals are numbered from a first one on.</summary>
    public Local[] LoadRow(LoopBuilder b, string name, IndexExpression row, int firstNumber, IEnumerable<int> columns) =>
        [.. columns.Select((column, i) => b.Declare(name, LocalType.Vector, new LoadVector(Pointer, At(row, column)), firstNumber + i))];

    public Local[] LoadColumn(LoopBuilder b, string name, IndexExpression column, IReadOnlyList<int> rows) =>
        b.Series(name, rows.Count, i => new LoadVector(Pointer, At(rows[i], column)));

    public void StoreRow(LoopBuilder b, IndexExpression row, int firstColumn, Local[] values, int lanes) =>
        Store(b, values, i => At(row, firstColumn + i), lanes);

    public void StoreColumn(LoopBuilder b, IndexExpression column, IReadOnlyList<int> rows, Local[] values, int lanes) =>
        Store(b, values, i => At(rows[i], column), lanes);

    private void Store(LoopBuilder b, Local[] values, Func<int, IndexExpression> at, int lanes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            b.Add(new StoreVector(Pointer, at(i), values[i], lanes));
        }
    }

    private IndexExpression At(IndexExpression row, IndexExpression column) => (row * RowStride) + (column * ColumnStride);
}
