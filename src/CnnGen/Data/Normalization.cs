using System.Globalization;

namespace CnnGen;

/// <summary>Mean and standard deviation of each channel: values become (value − mean)/deviation, as in torchvision's <c>Normalize</c>.</summary>
public sealed class Normalization
{
    private readonly float[] _mean;
    private readonly float[] _deviation;

    /// <summary>Takes one mean and one deviation a channel.</summary>
    /// <param name="mean">What is subtracted, of values from 0 to 1.</param>
    /// <param name="deviation">What is divided by; not 0.</param>
    public Normalization(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.Length != deviation.Length || mean.IsEmpty)
        {
            throw new ArgumentException($"{mean.Length} means and {deviation.Length} deviations are not one of each a channel.", nameof(deviation));
        }

        foreach (float value in deviation)
        {
            if (!float.IsFinite(value) || value == 0)
            {
                throw new ArgumentException($"A deviation of {value.ToString(CultureInfo.InvariantCulture)} cannot be divided by.", nameof(deviation));
            }
        }

        _mean = mean.ToArray();
        _deviation = deviation.ToArray();
    }

    /// <summary>That of ImageNet's photographs, which models of torchvision and many others expect.</summary>
    public static Normalization ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>−1 to 1 instead of 0 to 1.</summary>
    public static Normalization Symmetric { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>What is subtracted, a channel.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>What is divided by, a channel.</summary>
    public IReadOnlyList<float> Deviation => _deviation;

    /// <summary>Normalises images, [row, column, channel], in place.</summary>
    public void Apply(Span<float> values)
    {
        RequireWhole(values.Length);
        int channels = _mean.Length;
        for (int i = 0, channel = 0; i < values.Length; i++, channel = channel + 1 == channels ? 0 : channel + 1)
        {
            values[i] = (values[i] - _mean[channel]) / _deviation[channel];
        }
    }

    /// <summary>Normalises values of one channel, in place.</summary>
    /// <param name="values">The values.</param>
    /// <param name="channel">Which one.</param>
    public void Apply(Span<float> values, int channel)
    {
        foreach (ref float value in values)
        {
            value = (value - _mean[channel]) / _deviation[channel];
        }
    }

    /// <summary>Brings normalised images back to values from 0 to 1, in place.</summary>
    public void Undo(Span<float> values)
    {
        RequireWhole(values.Length);
        int channels = _mean.Length;
        for (int i = 0, channel = 0; i < values.Length; i++, channel = channel + 1 == channels ? 0 : channel + 1)
        {
            values[i] = (values[i] * _deviation[channel]) + _mean[channel];
        }
    }

    /// <summary>Refuses images of another number of channels.</summary>
    /// <exception cref="ArgumentException">There are others.</exception>
    public void RequireChannels(int channels)
    {
        if (channels != _mean.Length)
        {
            throw new ArgumentException($"The normalization is of {_mean.Length} channels, the images have {channels}.", nameof(channels));
        }
    }

    private void RequireWhole(int length)
    {
        if (length % _mean.Length != 0)
        {
            throw new ArgumentException($"{length} values are no pixels of {_mean.Length} channels.", nameof(length));
        }
    }
}
