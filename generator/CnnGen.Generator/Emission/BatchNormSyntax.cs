using CnnGen.Generator.Lowering;

namespace CnnGen.Generator.Emission;

/// <summary>What the library does for batch norms, as C#: a comment and a call each.</summary>
internal static class BatchNormSyntax
{
    public static string Print(FoldNormStep step)
    {
        string bias = step.Bias < 0 ? "null" : VectorSyntax.Place("weights", step.Bias);
        string formula = step.Bias < 0 ? "β − μ · s" : "(bias − μ) · s + β";
        string weights = $"{VectorSyntax.Place("weights", step.Weight)}, {VectorSyntax.Invariant(step.WeightLength / step.Norm.Channels)}, {bias}";
        return
            $"""
            // {step.Norm.Name} folded into {step.Layer}: weight · s and {formula}, s = γ/√(σ² + ε)
            {Tensors("weights", step.Norm)}.FoldInto({weights}, folded, {VectorSyntax.Place("folded", step.FoldedBias)});
            """;
    }

    public static string Print(NormFactorsStep step) =>
        $"""
        // {step.Norm.Name}: factors γ/√(σ² + ε) and summands β − μ · factor
        {Tensors("weights", step.Norm)}.Factors({VectorSyntax.Place("packed", step.Factors)}, {VectorSyntax.Place("packed", step.Summands)});
        """;

    public static string Print(ReduceStep step) => step switch
    {
        NormStatisticsStep s =>
            $"""
            // {s.Norm.Name}: μ, γ/√(σ² + ε) and 1/√(σ² + ε) of the batch; the running averages follow
            BatchNormSums.Statistics(
                in batch,
                {Tensors("batch.Weights", s.Norm)},
                pixels: {VectorSyntax.Invariant(s.Pixels)}, momentum: {VectorSyntax.Float(s.Momentum)}, {Offsets(s)});
            """,
        NormGradientsStep s =>
            $"""
            // {s.Norm.Name}: dγ = Σ dy · x̂ and dβ = Σ dy over the batch, and their means for the gradient of the input
            BatchNormSums.Gradients(
                in batch,
                channels: {VectorSyntax.Invariant(s.Norm.Channels)}, pixels: {VectorSyntax.Invariant(s.Pixels)},
                statistics: {VectorSyntax.Invariant(s.Statistics)}, {Offsets(s)},
                {VectorSyntax.Place("batch.Gradient", s.Norm.Scale)},
                {VectorSyntax.Place("batch.Gradient", s.Norm.Shift)});
            """,
        _ => throw new InvalidOperationException($"No syntax for {step.GetType().Name}."),
    };

    private static string Offsets(ReduceStep step) =>
        $"contributions: {VectorSyntax.Invariant(step.Contributions)}, values: {VectorSyntax.Invariant(step.Values)}";

    private static string Tensors(string weights, PlacedNorm norm) =>
        $"new BatchNormTensors({VectorSyntax.Place(weights, norm.Scale)}, {VectorSyntax.Place(weights, norm.Shift)}, "
        + $"{VectorSyntax.Place(weights, norm.Mean)}, {VectorSyntax.Place(weights, norm.Variance)}, "
        + $"{VectorSyntax.Invariant(norm.Channels)}, {VectorSyntax.Float(norm.Epsilon)})";
}
