using CnnGen.Reference;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Networks around one convolution of stride 1 that is large enough for Winograd's algorithm: odd sizes, all paddings, groups, and everything that is fused into it.</summary>
internal static class WinogradDraft
{
    private static readonly (int Height, int Width)[] s_kernels = [(3, 3), (3, 3), (3, 3), (5, 5), (1, 3), (3, 1), (1, 7), (7, 1), (2, 2), (3, 5), (7, 3), (1, 4)];

    public static RandomNetwork Draw(int seed, string name)
    {
        var random = new Random(seed);
        (int kh, int kw) = s_kernels[seed % s_kernels.Length];
        int groups = random.Next(4) == 0 ? 2 : 1;
        var draft = new NetworkDraft(random, random.Next(6, 17), random.Next(6, 17), groups * random.Next(12, 40));
        var layers = new RandomLayers(random, draft);
        layers.Conv(draft.Shape.Channels, 1, 1, same: false); // a value of the network's own, with a label to add
        bool addsResidual = random.Next(3) == 0;
        int filters = addsResidual ? draft.Shape.Channels : groups * random.Next(16, 64);
        (RefAxis rows, RefAxis columns) = addsResidual
            ? (RefAxis.Same(draft.Shape.Height, kh), RefAxis.Same(draft.Shape.Width, kw))
            : (new RefAxis(kh, 1, random.Next(3), random.Next(3)), new RefAxis(kw, 1, random.Next(3), random.Next(3)));
        Append(draft, random, rows, columns, filters, groups);
        if (addsResidual)
        {
            draft.Append(new LayerText("Add", $"\"{draft.Label(draft.Current - 1)}\""), new Add(), draft.Current, draft.Current - 1);
        }

        if (random.Next(2) == 0)
        {
            layers.Relu();
        }

        if (!addsResidual && random.Next(2) == 0)
        {
            draft.Append(new LayerText("MaxPool", "2"), new MaxPool(RefWindow.Square(2, 2)));
        }

        return new RandomNetwork(draft, name);
    }

    private static void Append(NetworkDraft draft, Random random, RefAxis rows, RefAxis columns, int filters, int groups)
    {
        int ofGroup = draft.Shape.Channels / groups;
        int fanIn = ofGroup * rows.Size * columns.Size;
        LayerText text = new LayerText("Conv", $"{filters}", $"{rows.Size}", $"{columns.Size}")
            .Set("PaddingTop", rows.Before).Set("PaddingBottom", rows.After).Set("PaddingLeft", columns.Before).Set("PaddingRight", columns.After)
            .Set("Groups", groups);
        double[]? bias = draft.Weights(filters, 1);
        if (random.Next(3) == 0)
        {
            bias = null;
            text.Set("Bias", "false");
        }

        var operation = new Convolution(new RefWindow(rows, columns), draft.Shape.Channels, filters, draft.Weights(filters * fanIn, fanIn), bias, groups);
        draft.MultiplyAdds += (long)operation.Forward(draft.Shape).Length * fanIn;
        draft.Append(text, operation);
    }
}
