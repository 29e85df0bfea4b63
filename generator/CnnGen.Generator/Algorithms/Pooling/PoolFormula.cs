using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>What comments on the kernels of pools say that they compute.</summary>
internal static class PoolFormula
{
    public static string Of(AveragePool pool) => Windows(pool) + (pool.CountPadding ? "; padding counts as zeros" : "");

    public static string Of(ExtremumPool pool) => Windows(pool) + (pool.KeepsArgMax ? $"; argmax: kh << {ArgMaxIndex.Shift(pool)} | kw of the first one" : "");

    /// <summary>What the gradient of each input takes of each output.</summary>
    public static string OfGradient(AveragePool pool) => OfGradient(pool, "dOutput[oh, ow, c] / pixels of the window");

    /// <summary>As above.</summary>
    public static string OfGradient(ExtremumPool pool) => OfGradient(pool, "dOutput[oh, ow, c] for the kh, kw of the extremum");

    private static string OfGradient(WindowPool pool, string share) =>
        $"dInput[{LayerComments.WindowIndex("oh", pool.Vertical, "kh")}, {LayerComments.WindowIndex("ow", pool.Horizontal, "kw")}, c] += {share}";

    private static string Windows(WindowPool pool) =>
        $"out[oh, ow, c] = {pool.Operation} over kh, kw of in[{LayerComments.WindowIndex("oh", pool.Vertical, "kh")}, "
        + $"{LayerComments.WindowIndex("ow", pool.Horizontal, "kw")}, c]";
}
