using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>A loop over single elements, written out where it is short: the loop around a load and a store costs more than they do.</summary>
internal static class ShortLoop
{
    private const int LongestWrittenOut = 16;

    public static bool IsWrittenOut(int lanes, int count) => lanes > 1 && count <= LongestWrittenOut;

    public static void Write(LoopBuilder b, int lanes, string variable, int count, Action<IndexExpression> body)
    {
        if (IsWrittenOut(lanes, count))
        {
            b.Unroll(variable, count, body);
        }
        else
        {
            b.For(variable, count, body);
        }
    }
}
