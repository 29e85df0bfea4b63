namespace CnnGen.Numerics;

/// <summary>Some channels of a batch norm in inference, where it is out = in · factor + summand.</summary>
/// <param name="scale">γ, one a channel.</param>
/// <param name="shift">β.</param>
/// <param name="mean">Running means.</param>
/// <param name="variance">Running variances.</param>
/// <param name="epsilon">Added to the variances.</param>
internal readonly unsafe struct BatchNormSlice(float* scale, float* shift, float* mean, float* variance, float epsilon)
{
    private readonly float* _scale = scale;
    private readonly float* _shift = shift;
    private readonly float* _mean = mean;
    private readonly float* _variance = variance;

    /// <summary>s = γ/√(σ² + ε).</summary>
    public double Factor(int c) => _scale[c] / Math.Sqrt((double)_variance[c] + epsilon);

    /// <summary>(bias − μ) · s + β.</summary>
    public double Summand(int c, double bias) => ((bias - _mean[c]) * Factor(c)) + _shift[c];
}
