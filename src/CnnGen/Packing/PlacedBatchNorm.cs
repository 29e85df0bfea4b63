namespace CnnGen.Packing;

/// <summary>
/// Where the tensors of a batch norm, or of a learnt factor for each channel, begin in <see cref="NetworkWeights.Values"/>; made by generated code.
/// </summary>
/// <param name="Scale">γ, one a channel.</param>
/// <param name="Shift">β, or −1 where nothing is added.</param>
/// <param name="Mean">Running means, or −1 where none is subtracted.</param>
/// <param name="Variance">Running variances, or −1 where nothing is divided.</param>
/// <param name="Epsilon">Added to the variances.</param>
public readonly record struct PlacedBatchNorm(int Scale, int Shift, int Mean, int Variance, float Epsilon)
{
    /// <summary>s = γ/√(σ² + ε) of some channels.</summary>
    internal unsafe double* Factors(PackingInput input, int first, int channels)
    {
        float* scale = input.Read(Scale + first, channels);
        float* variance = Variance < 0 ? null : input.Read(Variance + first, channels);
        double* factors = (double*)input.Take(2 * channels);
        for (int c = 0; c < channels; c++)
        {
            factors[c] = variance == null ? scale[c] : scale[c] / Math.Sqrt((double)variance[c] + Epsilon);
        }

        return factors;
    }

    /// <summary>(bias − μ) · s + β of all channels; <paramref name="bias"/> may be null.</summary>
    internal unsafe void Summands(PackingInput input, int channels, double* factors, float* bias, float* summands)
    {
        float* shift = Shift < 0 ? null : input.Read(Shift, channels);
        float* mean = Mean < 0 ? null : input.Read(Mean, channels);
        for (int c = 0; c < channels; c++)
        {
            double before = bias == null ? 0 : bias[c];
            double centred = mean == null ? before : before - mean[c];
            summands[c] = (float)((centred * factors[c]) + (shift == null ? 0 : shift[c]));
        }
    }
}
