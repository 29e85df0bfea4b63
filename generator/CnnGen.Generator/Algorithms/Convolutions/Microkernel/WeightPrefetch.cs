using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// Weights that are prefetched: while a panel of weights is passed over for one tile of the input after the other, the next panel is brought closer, in equal
/// shares of the passes, so that memory is busy all the time and not only in the first pass.
/// </summary>
internal static class WeightPrefetch
{
    /// <summary>Whether a layer has so many weights that they are not in a close cache when they are read the next time.</summary>
    /// <param name="weightBytes">Of the whole layer.</param>
    public static bool Pays(double weightBytes) => MachineModel.StreamsWeights(weightBytes);

    /// <summary>
    /// What a schedule that prefetches weights asks for, relative to the panel. Null where passes are so many that less than a float is left for each.
    /// </summary>
    /// <param name="isScheduled">Whether the schedule prefetches weights.</param>
    /// <param name="steps">Reduction length of a pass; each step reads <paramref name="width"/> weights.</param>
    /// <param name="width">Weights a step.</param>
    /// <param name="passes">Passes over a panel.</param>
    /// <param name="pass">The number of the pass, as multiples of loop variables: what a variable counts, and how many of it are a pass.</param>
    public static PrefetchedLines? Lines(bool isScheduled, int steps, int width, int passes, params (IndexExpression Counted, int PerPass, int Passes)[] pass)
    {
        if (!isScheduled || passes > width)
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
