using CnnGen.Generator.Loops;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Where the vectors of a tile stand while Winograd's algorithm transforms it.</summary>
/// <param name="Pointer">To the first one.</param>
/// <param name="RowStride">From a row to the next.</param>
/// <param name="ColumnStride">From a column to the next.</param>
internal sealed record TilePlaces(string Pointer, int RowStride, int ColumnStride)
{
    /// <summary>The parameter for what is transformed along one axis only.</summary>
    public const string BetweenName = "between";

    /// <summary>A tile that is transformed along one axis only: too much for registers, and at home in the first cache.</summary>
    public static TilePlaces Between(WinogradAxis horizontal, int lanes) => new(BetweenName, horizontal.Points * lanes, lanes);

    public Local[] LoadRow(LoopBuilder b, string name, IndexExpression row, int count) => b.Series(name, count, column => new LoadVector(Pointer, At(row, column)));

    public Local[] LoadColumn(LoopBuilder b, string name, IndexExpression column, int count) => b.Series(name, count, row => new LoadVector(Pointer, At(row, column)));

    public void StoreRow(LoopBuilder b, IndexExpression row, Local[] values, int lanes) => Store(b, values, column => At(row, column), lanes);

    public void StoreColumn(LoopBuilder b, IndexExpression column, Local[] values, int lanes) => Store(b, values, row => At(row, column), lanes);

    private void Store(LoopBuilder b, Local[] values, Func<int, IndexExpression> at, int lanes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            b.Add(new StoreVector(Pointer, at(i), values[i], lanes));
        }
    }

    private IndexExpression At(IndexExpression row, IndexExpression column) => (row * RowStride) + (column * ColumnStride);
}
