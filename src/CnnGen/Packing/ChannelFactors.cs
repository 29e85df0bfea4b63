using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Packing;

/// <summary>The factors that a batch norm behind a layer multiplies its weights by, one an output channel; made by generated code.</summary>
/// <param name="norm">The batch norm, from the first channel of the weights on.</param>
/// <param name="channelLength">Weights an output channel; they stand together.</param>
public readonly unsafe struct ChannelFactors(PlacedBatchNorm norm, int channelLength)
{
    private readonly PlacedBatchNorm _norm = norm;

    /// <summary>Reads weights and multiplies them. Each number is rounded once.</summary>
    /// <param name="input">The weights.</param>
    /// <param name="offset">The first weight in <see cref="NetworkWeights.Values"/>.</param>
    /// <param name="first">The same, counted from the first channel.</param>
    /// <param name="length">How many.</param>
    internal float* Scaled(PackingInput input, int offset, int first, int length)
    {
        float* weights = input.Read(offset, length);
        float* scaled = input.Take(length);
        int firstChannel = first / channelLength;
        int channels = ((first + length - 1) / channelLength) - firstChannel + 1;
        double* factors = _norm.Factors(input, firstChannel, channels);
        for (int c = 0; c < channels; c++)
        {
            int start = Math.Max(((firstChannel + c) * channelLength) - first, 0);
            int end = Math.Min(((firstChannel + c + 1) * channelLength) - first, length);
            Scale(weights + start, factors[c], scaled + start, end - start);
        }

        return scaled;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* weights, double factor, float* scaled, int length)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<double> factors = Vector256.Create(factor);
            for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(*(Vector256<float>*)(weights + i));
                *(Vector256<float>*)(scaled + i) = Vector256.Narrow(lower * factors, upper * factors);
            }
        }

        for (; i < length; i++)
        {
            scaled[i] = (float)(weights[i] * factor);
        }
    }
}
