using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>A loop over single elements, written out where it is short: the loop around a load and a store costs more than they do.</summary>
internal static class ShortLoop
{
    private const int LongestWrittenOut = 16;

    /// <summary>Whether a loop is written out.</summary>
    /// <param name="lanes">Lanes of the program: plain code is short first of all.</param>
    /// <param name="count">Turns of the loop.</param>
    /// <param name="unrollLimit">The longest one that is, if the schedule says so.</param>
    public static bool IsWrittenOut(int lanes, int count, int? unrollLimit) => lanes > 1 && count <= (unrollLimit ?? LongestWrittenOut);

    public static void Write(LoopBuilder b, int lanes, string variable, int count, int? unrollLimit, Action<IndexExpression> body)
    {
        if (IsWrittenOut(lanes, count, unrollLimit))
        {
            b.Unroll(variable, count, body);
        }
        else
        {
            b.For(variable, count, body);
        }
    }
}
