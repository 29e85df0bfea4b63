using CnnGen.Generator.Loops;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Where the vectors of a tile stand while Winograd's algorithm transforms it.</summary>
/// <param name="Pointer">To the first one.</param>
/// <param name="RowStride">From a row to the next.</param>
/// <param name="ColumnStride">From a column to the next.</param>
internal readonly record struct TilePlaces(string Pointer, int RowStride, int ColumnStride)
{
    /// <summary>The parameter for what is transformed along one axis only.</summary>
    public const string BetweenName = "between";

    /// <summary>A tile that is transformed along one axis only: too much for registers, and at home in the first cache.</summary>
    public static TilePlaces Between(WinogradAxis horizontal, int lanes) => new(BetweenName, horizontal.Points * lanes, lanes);

    public Local[] LoadRow(LoopBuilder b, string name, IndexExpression row, int count)
    {
        TilePlaces places = this;
        return b.Series(name, count, column => new LoadVector(places.Pointer, places.At(row, column)));
    }

    public Local[] LoadColumn(LoopBuilder b, string name, IndexExpression column, int count)
    {
        TilePlaces places = this;
        return b.Series(name, count, row => new LoadVector(places.Pointer, places.At(row, column)));
    }

    public void StoreRow(LoopBuilder b, IndexExpression row, Local[] values, int lanes)
    {
        for (int column = 0; column < values.Length; column++)
        {
            b.Add(new StoreVector(Pointer, At(row, column), values[column], lanes));
        }
    }

    public void StoreColumn(LoopBuilder b, IndexExpression column, Local[] values, int lanes)
    {
        for (int row = 0; row < values.Length; row++)
        {
            b.Add(new StoreVector(Pointer, At(row, column), values[row], lanes));
        }
    }

    private IndexExpression At(IndexExpression row, IndexExpression column) => (row * RowStride) + (column * ColumnStride);
}
