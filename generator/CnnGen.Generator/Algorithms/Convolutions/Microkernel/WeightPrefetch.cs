using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// Weights that are asked for before they are used: while a panel of weights is passed over for one tile of the input after the other, the next panel is
/// brought closer, in equal shares of the passes, so that memory is busy all the time and not only in the first pass.
/// </summary>
internal static class WeightPrefetch
{
    /// <summary>What is asked for, relative to the panel. Null where it does not pay: weights that stay in the caches, or so many passes that the first does not count.</summary>
    /// <param name="weightBytes">Of the whole layer.</param>
    /// <param name="steps">Steps of a pass; each reads <paramref name="width"/> weights.</param>
    /// <param name="width">Weights a step.</param>
    /// <param name="passes">Passes over a panel.</param>
    /// <param name="pass">The number of the pass, as multiples of loop variables: what a variable counts, and how many of it are a pass.</param>
    public static PrefetchedLines? Of(double weightBytes, int steps, int width, int passes, params (IndexExpression Counted, int PerPass, int Passes)[] pass)
    {
        if (!MachineModel.StreamsWeights(weightBytes) || passes > width)
        {
            return null;
        }

        int step = (width + passes - 1) / passes;
        IndexExpression at = steps * width;
        foreach ((IndexExpression counted, int perPass, int count) in pass)
        {
            at += counted * (steps * step * count / perPass);
        }

        return new PrefetchedLines(at, step);
    }
}
