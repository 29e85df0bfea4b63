using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// How the steps of a sum take turns: each adds to another part of it, so that no multiply-add waits for the one before, and where weights are bfloat16, two of
/// them share the words of their weights. The steps of a round are written out: each then knows its part and its half of a word.
/// </summary>
/// <param name="Parts">How many sums share the work of one result, as <see cref="RegisterTile.Split"/>.</param>
/// <param name="HalvesWeights">Whether weights are bfloat16 and those of two steps share words.</param>
internal readonly record struct SplitAccumulators(int Parts, bool Bf16Weights)
{
    /// <summary>One accumulator a result, weights in single precision.</summary>
    public static readonly SplitAccumulators One = new(1, false);

    /// <summary>Steps of a round.</summary>
    public int Round => Bf16Weights ? Math.Max(Parts, 2) : Parts;

    /// <summary>The locals of a part; the first is the sum itself.</summary>
    public static string Name(int part) => part == 0 ? "sum" : FormattableString.Invariant($"part{part}_");

    /// <summary>Writes the loop over steps. The body gets the step and whose turn it is.</summary>
    public void Loop(LoopBuilder b, string variable, int steps, Action<IndexExpression, int> body)
    {
        int round = Round;
        int whole = steps / round * round;
        b.For(variable, whole, first => WriteOut(b, first, round, body), round);
        if (Bf16Weights)
        {
            // In a loop, the second step of a pair would take the first half of a word.
            WriteOut(b, whole, steps - whole, body);
        }
        else
        {
            b.For(variable, whole, steps, 1, step => b.Scope(() => body(step, 0)));
        }
    }

    /// <summary>The part that a step adds to.</summary>
    public int Part(int turn) => turn % Parts;

    /// <summary>A vector of weights from a panel [step][width], or [pair of steps][width] of words that hold the bfloat16 of both steps.</summary>
    /// <param name="panel">Pointer to the panel.</param>
    /// <param name="step">The step.</param>
    /// <param name="turn">Its turn.</param>
    /// <param name="width">Numbers a step.</param>
    /// <param name="at">The first number within the step.</param>
    public Expression Weights(string panel, IndexExpression step, int turn, int width, IndexExpression at)
    {
        int half = turn % 2;
        return Bf16Weights
            ? new LoadBFloat16(panel, ((step - half) * (width / 2)) + at, IsUpper: half == 1)
            : new LoadVector(panel, (step * width) + at);
    }

    private static void WriteOut(LoopBuilder b, IndexExpression first, int count, Action<IndexExpression, int> body)
    {
        for (int turn = 0; turn < count; turn++)
        {
            int current = turn;
            b.Scope(() => body(first + current, current));
        }
    }
}
