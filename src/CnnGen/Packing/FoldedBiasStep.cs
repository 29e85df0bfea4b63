namespace CnnGen.Packing;

/// <summary>The bias of a layer with a batch norm folded into it: (bias − μ) · s + β with s = γ/√(σ² + ε); made by generated code.</summary>
/// <param name="norm">The batch norm.</param>
/// <param name="channels">Number of channels.</param>
/// <param name="bias">Where the layer's bias begins in <see cref="NetworkWeights.Values"/>, or −1 where it has none.</param>
/// <param name="packed">Where the result begins in the packed weights.</param>
public sealed unsafe class FoldedBiasStep(PlacedBatchNorm norm, int channels, int bias, int packed) : PackingStep
{
    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packedWeights)
    {
        float* before = bias < 0 ? null : input.Read(bias, channels);
        norm.Summands(input, channels, norm.Factors(input, 0, channels), before, packedWeights + packed);
    }
}
