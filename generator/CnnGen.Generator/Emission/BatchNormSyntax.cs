using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>What the library does for batch norms when all images have contributed, as C#: a comment and a call each.</summary>
internal static class BatchNormSyntax
{
    /// <summary>The call that does a step for some blocks of channels.</summary>
    /// <param name="step">What is made of the contributions.</param>
    /// <param name="contributionsLength">Floats of an image's contributions.</param>
    public static string Print(ReduceStep step, int contributionsLength) => step switch
    {
        NormStatisticsStep s =>
            $"""
            // {s.Norm.Name}: μ, γ/√(σ² + ε) and 1/√(σ² + ε) of the batch; the running averages follow
            BatchNormSums.Statistics(
                in batch,
                {Tensors("batch.Weights", s.Norm)},
                pixels: {VectorSyntax.Invariant(s.Pixels)}, momentum: {VectorSyntax.Float(s.Momentum)}, {Offsets(s, contributionsLength)}, from, to);
            """,
        NormGradientsStep s =>
            $"""
            // {s.Norm.Name}: dγ = Σ dy · x̂ and dβ = Σ dy over the batch, and their means for the gradient of the input
            BatchNormSums.Gradients(
                in batch,
                channels: {VectorSyntax.Invariant(s.Norm.Channels)}, pixels: {VectorSyntax.Invariant(s.Pixels)},
                statistics: {VectorSyntax.Invariant(s.Statistics)}, {Offsets(s, contributionsLength)},
                {VectorSyntax.Place("batch.Gradient", s.Norm.Scale)},
                {VectorSyntax.Place("batch.Gradient", s.Norm.Shift)}, from, to);
            """,
        _ => throw new InvalidOperationException($"No syntax for {step.GetType().Name}."),
    };

    private static string Offsets(ReduceStep step, int contributionsLength) =>
        $"contributions: {VectorSyntax.Invariant(step.Contributions)}, contributionsLength: {VectorSyntax.Invariant(contributionsLength)}, values: "
        + $"{VectorSyntax.Invariant(step.Values)}";

    private static string Tensors(string weights, PlacedNorm norm) =>
        $"new BatchNormTensors({VectorSyntax.Place(weights, norm.Scale)}, {VectorSyntax.Place(weights, norm.Mean)}, "
        + $"{VectorSyntax.Place(weights, norm.Variance)}, {VectorSyntax.Invariant(norm.Channels)}, {VectorSyntax.Float(norm.Epsilon)})";
}
