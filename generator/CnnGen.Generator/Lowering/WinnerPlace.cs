using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Lowering;

/// <summary>Reads the place of a window's winner: <c>row &lt;&lt; 8 | column</c>.</summary>
internal static class WinnerPlace
{
    /// <summary>Declares <c>row</c> and <c>column</c>, to be used in indices.</summary>
    public static (IndexExpression Row, IndexExpression Column) Read(LoopBuilder b, IndexExpression at)
    {
        Local winner = b.Declare("winner", LocalType.Integer, new LoadElement("winners", at));
        b.Declare("row", LocalType.Integer, new Binary(BinaryOperation.ShiftRight, winner, new IndexValue(8)));
        b.Declare("column", LocalType.Integer, new Binary(BinaryOperation.And, winner, new IndexValue(255)));
        return (IndexExpression.Of("row"), IndexExpression.Of("column"));
    }
}
