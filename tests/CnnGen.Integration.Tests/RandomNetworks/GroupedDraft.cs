using CnnGen.Reference;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>
/// Networks around one convolution in groups of few channels: kernels, strides, dilations and paddings of all kinds, groups that fill vectors and groups that
/// leave the last one incomplete, and an activation behind it.
/// </summary>
internal static class GroupedDraft
{
    private static readonly (int Height, int Width)[] s_kernels = [(3, 3), (3, 3), (5, 5), (1, 3), (3, 2), (7, 7), (1, 1), (2, 4)];

    /// <summary>Draws one.</summary>
    /// <param name="seed">Draws sizes and weights.</param>
    /// <param name="name">Of the network.</param>
    /// <param name="groupSize">Channels of a group.</param>
    /// <param name="lanes">Channels of a vector; there are more than one vector's.</param>
    public static RandomNetwork Draw(int seed, string name, int groupSize, int lanes)
    {
        (int kh, int kw) = s_kernels[seed % s_kernels.Length];
        var random = new Random(seed);
        int groups = (lanes / groupSize) + random.Next(1, 1 + (2 * lanes / groupSize));
        RefAxis rows = Axis(random, kh);
        RefAxis columns = Axis(random, kw);
        var draft = new NetworkDraft(random, random.Next(13, 20), random.Next(13, 26), groups * groupSize);
        int fanIn = groupSize * kh * kw;
        LayerText text = new LayerText("Conv", $"{draft.Shape.Channels}", $"{kh}", $"{kw}")
            .Set("PaddingTop", rows.Before).Set("PaddingBottom", rows.After).Set("PaddingLeft", columns.Before).Set("PaddingRight", columns.After)
            .Set("StrideHeight", rows.Stride).Set("StrideWidth", columns.Stride)
            .Set("DilationHeight", rows.Dilation).Set("DilationWidth", columns.Dilation)
            .Set("Groups", groups);
        double[]? bias = draft.Weights(draft.Shape.Channels, 1);
        if (random.Next(3) == 0)
        {
            bias = null;
            text.Set("Bias", "false");
        }

        double[] weight = draft.Weights(draft.Shape.Channels * fanIn, fanIn);
        var operation = new Convolution(new RefWindow(rows, columns), draft.Shape.Channels, draft.Shape.Channels, weight, bias, groups);
        draft.MultiplyAdds += (long)operation.Forward(draft.Shape).Length * fanIn;
        draft.Append(text, operation);
        var layers = new RandomLayers(random, draft);
        switch (random.Next(4))
        {
            case 0:
                break;
            case 1:
                layers.BatchNorm();
                break;
            case 2:
                draft.Append(new LayerText("Tanh"), new Tanh());
                break;
            default:
                layers.Relu();
                break;
        }

        return new RandomNetwork(draft, name);
    }

    private static RefAxis Axis(Random random, int kernel) =>
        new(kernel, random.Next(3) == 0 ? 2 : 1, random.Next(3), random.Next(3), kernel > 1 && kernel < 5 ? random.Next(1, 3) : 1);
}
