namespace CnnGen.Packing;

/// <summary>A batch norm that is a layer of its own, as one factor γ/√(σ² + ε) and one summand β − μ · factor a channel; made by generated code.</summary>
/// <param name="norm">The batch norm.</param>
/// <param name="channels">Number of channels.</param>
/// <param name="factors">Where the factors begin in the packed weights.</param>
/// <param name="summands">Where the summands begin.</param>
public sealed unsafe class NormFactorsStep(PlacedBatchNorm norm, int channels, int factors, int summands) : PackingStep
{
    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packed)
    {
        double* exact = norm.Factors(input, 0, channels);
        for (int c = 0; c < channels; c++)
        {
            packed[factors + c] = (float)exact[c];
        }

        norm.Summands(input, channels, exact, bias: null, packed + summands);
    }
}
