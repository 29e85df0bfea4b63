namespace CnnGen.Numerics;

/// <summary>The tensors of a batch norm, and what is made of them when weights are packed; called by generated code.</summary>
/// <param name="scale">γ, one a channel.</param>
/// <param name="shift">β.</param>
/// <param name="mean">Running means.</param>
/// <param name="variance">Running variances.</param>
/// <param name="channels">Number of channels.</param>
/// <param name="epsilon">Added to the variances.</param>
public readonly unsafe struct BatchNormTensors(float* scale, float* shift, float* mean, float* variance, int channels, float epsilon)
{
    private readonly float* _scale = scale;
    private readonly float* _shift = shift;
    private readonly float* _mean = mean;
    private readonly float* _variance = variance;

    /// <summary>Number of channels.</summary>
    internal int Channels => channels;

    /// <summary>Added to the variances.</summary>
    internal float Epsilon => epsilon;

    /// <summary>
    /// weight · s and (bias − μ) · s + β with s = γ/√(σ² + ε): the layer that does both by itself. Each number is rounded once.
    /// </summary>
    /// <param name="weight">The layer's weights, output channel by output channel.</param>
    /// <param name="weightsOfChannel">Weights an output channel.</param>
    /// <param name="bias">The layer's bias, or null.</param>
    /// <param name="foldedWeight">Receives the new weights.</param>
    /// <param name="foldedBias">Receives the new bias.</param>
    public void FoldInto(float* weight, int weightsOfChannel, float* bias, float* foldedWeight, float* foldedBias)
    {
        for (int c = 0; c < channels; c++)
        {
            double factor = Factor(c);
            nint first = (nint)c * weightsOfChannel;
            for (nint i = first; i < first + weightsOfChannel; i++)
            {
                foldedWeight[i] = (float)(weight[i] * factor);
            }

            double before = bias == null ? 0 : bias[c];
            foldedBias[c] = (float)(((before - _mean[c]) * factor) + _shift[c]);
        }
    }

    /// <summary>The layer as one multiplication and one addition for each value.</summary>
    /// <param name="factors">Receives γ/√(σ² + ε).</param>
    /// <param name="summands">Receives β − μ · factor.</param>
    public void Factors(float* factors, float* summands)
    {
        for (int c = 0; c < channels; c++)
        {
            double factor = Factor(c);
            factors[c] = (float)factor;
            summands[c] = (float)(_shift[c] - (_mean[c] * factor));
        }
    }

    /// <summary>γ of a channel.</summary>
    internal float Scale(int c) => _scale[c];

    /// <summary>running ← (1 − momentum) · running + momentum · new.</summary>
    internal void MoveAverages(int c, double mean, double variance, float momentum)
    {
        _mean[c] = (float)(((1 - momentum) * (double)_mean[c]) + (momentum * mean));
        _variance[c] = (float)(((1 - momentum) * (double)_variance[c]) + (momentum * variance));
    }

    private double Factor(int c) => _scale[c] / Math.Sqrt((double)_variance[c] + epsilon);
}
