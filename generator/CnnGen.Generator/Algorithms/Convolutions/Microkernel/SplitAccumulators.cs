using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// How the steps of a reduction are shared by independent accumulators: each adds to another one, so that no multiply-add waits for the one before, and where
/// weights are bfloat16, two of them share the words of their weights. The reduction is unrolled by as much: each step then knows its accumulator and its half
/// of a word.
/// </summary>
/// <param name="Parts">How many accumulators share the work of one result, as <see cref="RegisterTile.Split"/>.</param>
/// <param name="Bf16Weights">Whether weights are bfloat16 and those of two steps share words.</param>
internal readonly record struct SplitAccumulators(int Parts, bool Bf16Weights)
{
    /// <summary>One accumulator a result, weights in single precision.</summary>
    public static readonly SplitAccumulators One = new(1, false);

    /// <summary>By how much the reduction is unrolled.</summary>
    public int UnrollFactor => Bf16Weights ? Math.Max(Parts, 2) : Parts;

    /// <summary>The locals of an accumulator; the first one receives the others at the end.</summary>
    public static string Name(int part) => part == 0 ? "acc" : FormattableString.Invariant($"acc{part}_");

    /// <summary>Writes the loop over steps. The body gets the step and which step of the unrolled ones it is.</summary>
    public void Loop(LoopBuilder b, string variable, int steps, Action<IndexExpression, int> body)
    {
        int factor = UnrollFactor;
        int whole = steps / factor * factor;
        b.For(variable, whole, first => WriteOut(b, first, factor, body), factor);
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
