using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The place of a window's winner: <c>row &lt;&lt; shift | column</c> within the window.</summary>
internal static class ArgMaxIndex
{
    private const int SmallestShift = 8;

    /// <summary>Bits that columns need: eight, or more where a window is wider.</summary>
    public static int Shift(WindowPool pool)
    {
        int shift = SmallestShift;
        while (1L << shift < pool.Horizontal.F)
        {
            shift++;
        }

        return shift;
    }

    /// <summary>A place as it is kept, for a row and a column that may count.</summary>
    public static IndexExpression Code(WindowPool pool, IndexExpression row, IndexExpression column) => (row * (1 << Shift(pool))) + column;

    /// <summary>Declares <c>row</c> and <c>column</c>, to be used in indices.</summary>
    public static (IndexExpression Row, IndexExpression Column) Read(LoopBuilder b, WindowPool pool, IndexExpression at)
    {
        Local winner = b.Declare("index", LocalType.Integer, new LoadElement("argmax", at));
        b.Declare("row", LocalType.Integer, new Binary(BinaryOperation.ShiftRight, winner, new IndexValue(Shift(pool))));
        b.Declare("column", LocalType.Integer, new Binary(BinaryOperation.And, winner, new IndexValue((1 << Shift(pool)) - 1)));
        return (IndexExpression.Of("row"), IndexExpression.Of("column"));
    }
}
