using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Lowering;

/// <summary>The place of a window's winner: <c>row &lt;&lt; 8 | column</c> within the window.</summary>
internal static class WinnerPlace
{
    /// <summary>A place as it is kept, for a row and a column that may count.</summary>
    public static IndexExpression Code(IndexExpression row, IndexExpression column) => (row * 256) + column;

    /// <summary>Declares <c>row</c> and <c>column</c>, to be used in indices.</summary>
    public static (IndexExpression Row, IndexExpression Column) Read(LoopBuilder b, IndexExpression at)
    {
        Local winner = b.Declare("winner", LocalType.Integer, new LoadElement("winners", at));
        b.Declare("row", LocalType.Integer, new Binary(BinaryOperation.ShiftRight, winner, new IndexValue(8)));
        b.Declare("column", LocalType.Integer, new Binary(BinaryOperation.And, winner, new IndexValue(255)));
        return (IndexExpression.Of("row"), IndexExpression.Of("column"));
    }
}
