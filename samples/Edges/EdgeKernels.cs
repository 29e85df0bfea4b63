using CnnGen;

namespace Edges;

/// <summary>The kernels that the filters are set to. Nothing is learnt here: a network's weights are numbers that one may also write down.</summary>
internal static class EdgeKernels
{
    public const int Count = 6;

    private const int Size = 3;
    private const int RandomSeed = 7;

    /// <summary>File names of the kernels, in the order of the filters.</summary>
    public static readonly IReadOnlyList<string> Names = ["sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "laplacian", "random"];

    private static readonly float[][] s_kernels =
    [
        [-1, 0, 1, -2, 0, 2, -1, 0, 1],
        [-1, -2, -1, 0, 0, 0, 1, 2, 1],
        [-1, 0, 1, -1, 0, 1, -1, 0, 1],
        [-1, -1, -1, 0, 0, 0, 1, 1, 1],
        [0, 1, 0, 1, -4, 1, 0, 1, 0],
    ];

    /// <summary>Row by row, for one input channel.</summary>
    public static float[] Values(int kernel, int channel) => kernel < s_kernels.Length ? s_kernels[kernel] : RandomValues(channel);

    /// <summary>
    /// Sets the one tensor of a network, [kernel, channel, row, column]. In a volume every channel has the same kernel, so that the answers of red, green and
    /// blue are averaged; the random kernel differs from channel to channel.
    /// </summary>
    public static void Set(NetworkWeights weights)
    {
        ParameterTensor tensor = weights.Info.Parameters[0];
        int channels = tensor.Shape[1];
        Span<float> values = weights[tensor];
        for (int kernel = 0; kernel < Count; kernel++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                float[] one = Values(kernel, channel);
                for (int i = 0; i < Size * Size; i++)
                {
                    values[(((kernel * channels) + channel) * Size * Size) + i] = one[i] / channels;
                }
            }
        }

        weights.MarkChanged();
    }

    /// <summary>Numbers between −2 and 2 that add up to zero, so that an even surface gives nothing, as with the others.</summary>
    private static float[] RandomValues(int channel)
    {
        Random random = new(RandomSeed + channel);
        float[] values = [.. Enumerable.Range(0, Size * Size).Select(_ => (4 * random.NextSingle()) - 2)];
        float mean = values.Average();
        return [.. values.Select(value => value - mean)];
    }
}
