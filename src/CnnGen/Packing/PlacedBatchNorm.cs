namespace CnnGen.Packing;

/// <summary>Where the tensors of a batch norm begin in <see cref="NetworkWeights.Values"/>; made by generated code.</summary>
/// <param name="Scale">γ, one a channel.</param>
/// <param name="Shift">β.</param>
/// <param name="Mean">Running means.</param>
/// <param name="Variance">Running variances.</param>
/// <param name="Epsilon">Added to the variances.</param>
public readonly record struct PlacedBatchNorm(int Scale, int Shift, int Mean, int Variance, float Epsilon)
{
    /// <summary>s = γ/√(σ² + ε) of some channels.</summary>
    internal unsafe double* Factors(PackingInput input, int first, int channels)
    {
        float* scale = input.Read(Scale + first, channels);
        float* variance = input.Read(Variance + first, channels);
        double* factors = (double*)input.Take(2 * channels);
        for (int c = 0; c < channels; c++)
        {
            factors[c] = scale[c] / Math.Sqrt((double)variance[c] + Epsilon);
        }

        return factors;
    }

    /// <summary>(bias − μ) · s + β of all channels; <paramref name="bias"/> may be null.</summary>
    internal unsafe void Summands(PackingInput input, int channels, double* factors, float* bias, float* summands)
    {
        float* shift = input.Read(Shift, channels);
        float* mean = input.Read(Mean, channels);
        for (int c = 0; c < channels; c++)
        {
            double before = bias == null ? 0 : bias[c];
            summands[c] = (float)(((before - mean[c]) * factors[c]) + shift[c]);
        }
    }
}
