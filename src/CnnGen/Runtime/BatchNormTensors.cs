namespace CnnGen.Runtime;

/// <summary>The tensors of a batch norm that the statistics of a batch meet; called by generated code.</summary>
/// <param name="scale">γ, one a channel.</param>
/// <param name="mean">Running means.</param>
/// <param name="variance">Running variances.</param>
/// <param name="channels">Number of channels.</param>
/// <param name="epsilon">Added to the variances.</param>
public readonly unsafe struct BatchNormTensors(float* scale, float* mean, float* variance, int channels, float epsilon)
{
    private readonly float* _scale = scale;
    private readonly float* _mean = mean;
    private readonly float* _variance = variance;

    /// <summary>Number of channels.</summary>
    internal int Channels => channels;

    /// <summary>Added to the variances.</summary>
    internal float Epsilon => epsilon;

    /// <summary>γ of a channel.</summary>
    internal float Scale(int c) => _scale[c];

    /// <summary>running ← (1 − momentum) · running + momentum · new.</summary>
    internal void MoveAverages(int c, double mean, double variance, float momentum)
    {
        _mean[c] = (float)(((1 - momentum) * (double)_mean[c]) + (momentum * mean));
        _variance[c] = (float)(((1 - momentum) * (double)_variance[c]) + (momentum * variance));
    }
}
