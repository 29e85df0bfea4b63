using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Networks that are trained, with a convolution whose pixels are a power of two apart: their lines displace each other in the first cache.</summary>
internal static class PanelDraft
{
    private static readonly (int Height, int Width, int VerticalStride, int HorizontalStride)[] s_kernels =
        [(1, 1, 1, 1), (1, 1, 2, 2), (3, 3, 2, 2), (1, 1, 1, 1), (3, 2, 2, 1), (1, 3, 1, 2), (1, 1, 2, 1), (4, 4, 2, 2)];

    private static readonly int[] s_channels = [64, 128, 32, 64];

    /// <summary>Kernels with strides, paddings and filters that do not divide into vectors.</summary>
    public static RandomNetwork Trained(int seed, string name)
    {
        (int kh, int kw, int sh, int sw) = s_kernels[seed % s_kernels.Length];
        var random = new Random(seed);
        var draft = new NetworkDraft(random, random.Next(13, 18) * sh, random.Next(13, 18) * sw, 8);
        int padding = kh * kw > 1 ? random.Next(2) : 0;
        Train(draft, random, s_channels[seed % s_channels.Length], (kh, kw, sh, sw), padding, random.Next(2) == 0 ? 64 : random.Next(40, 80));
        return new RandomNetwork(draft, name);
    }

    /// <summary>Images so large that a batch goes through in rounds.</summary>
    public static RandomNetwork TrainedInRounds(string name)
    {
        var random = new Random(4);
        var draft = new NetworkDraft(random, 40, 36, 4);
        Train(draft, random, 64, (1, 1, 1, 1), padding: 0, filters: 64);
        return new RandomNetwork(draft, name);
    }

    private static void Train(
        NetworkDraft draft,
        Random random,
        int channels,
        (int Height, int Width, int VerticalStride, int HorizontalStride) kernel,
        int padding,
        int filters)
    {
        var layers = new RandomLayers(random, draft);
        Conv(draft, random, (1, 1, 1, 1), 0, channels, hasBias: false);
        layers.BatchNorm();
        Conv(draft, random, kernel, padding, filters, hasBias: random.Next(2) == 0);
        layers.Sigmoid();
        layers.GlobalAveragePool();
        layers.Dense(3);
        draft.SetLoss(new SoftmaxCrossEntropy());
    }

    private static void Conv(
        NetworkDraft draft,
        Random random,
        (int Height, int Width, int VerticalStride, int HorizontalStride) kernel,
        int padding,
        int filters,
        bool hasBias)
    {
        int fanIn = draft.Shape.Channels * kernel.Height * kernel.Width;
        LayerText text = new LayerText("Conv", $"{filters}", $"{kernel.Height}", $"{kernel.Width}")
            .Set("Padding", padding).Set("StrideHeight", kernel.VerticalStride).Set("StrideWidth", kernel.HorizontalStride);
        if (!hasBias)
        {
            text.Set("Bias", "false");
        }

        RefWindow window = new(
            new RefAxis(kernel.Height, kernel.VerticalStride, padding, padding),
            new RefAxis(kernel.Width, kernel.HorizontalStride, padding, padding));
        var operation = new Convolution(
            window, draft.Shape.Channels, filters, draft.Weights(filters * fanIn, fanIn), hasBias ? draft.Weights(filters, 1) : null, groups: 1);
        draft.MultiplyAdds += (long)operation.Forward(draft.Shape).Length * fanIn;
        draft.Append(text, operation);
    }
}
