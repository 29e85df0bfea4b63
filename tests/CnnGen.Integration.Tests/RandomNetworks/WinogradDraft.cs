using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>
/// Networks around one convolution that is large enough for Winograd's algorithm: odd sizes, strides, all paddings, groups, and everything that is fused into
/// it.
/// </summary>
internal static class WinogradDraft
{
    private static readonly (int Height, int Width, int VerticalStride, int HorizontalStride)[] s_kernels =
    [
        (3, 3, 1, 1), (3, 3, 1, 1), (7, 7, 2, 2), (5, 5, 1, 1), (1, 3, 1, 1), (3, 1, 1, 1), (1, 7, 1, 1), (7, 1, 1, 1), (2, 2, 1, 1), (3, 5, 1, 1),
        (7, 3, 1, 1), (1, 4, 1, 1), (3, 3, 1, 1), (11, 11, 4, 4), (5, 5, 1, 1), (5, 5, 2, 1), (3, 7, 1, 2), (6, 8, 3, 2),
    ];

    private static readonly (int Height, int Width)[] s_kernelsInPhases = [(3, 3), (4, 4), (3, 4), (6, 3), (3, 3)];

    private static readonly (int Height, int Width)[] s_kernelsOfFewTiles = [(3, 3), (3, 3), (2, 3), (3, 5), (4, 4), (5, 3)];

    private static readonly (int Height, int Width)[] s_planarKernels = [(5, 5), (7, 3), (6, 5), (7, 7), (5, 4)];

    private static readonly (int Height, int Width)[] s_trainedKernels = [(3, 3), (3, 3), (5, 5), (3, 5), (2, 3), (3, 2)];

    public static RandomNetwork Draw(int seed, string name)
    {
        var random = new Random(seed);
        (int kh, int kw, int sh, int sw) = s_kernels[seed % s_kernels.Length];
        int groups = random.Next(4) == 0 ? 2 : 1;
        var draft = new NetworkDraft(random, random.Next(6, 17) * sh, random.Next(6, 17) * sw, groups * random.Next(12, 40));
        var layers = new RandomLayers(random, draft);
        layers.Conv(draft.Shape.Channels, 1, 1, same: false); // a value of the network's own, with a label to add
        bool addsResidual = random.Next(3) == 0 && sh * sw == 1;
        int filters = addsResidual ? draft.Shape.Channels : groups * random.Next(16, 64);
        (RefAxis rows, RefAxis columns) = addsResidual
            ? (RefAxis.Same(draft.Shape.Height, kh), RefAxis.Same(draft.Shape.Width, kw))
            : (new RefAxis(kh, sh, random.Next(3), random.Next(3)), new RefAxis(kw, sw, random.Next(3), random.Next(3)));
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

    /// <summary>A convolution with a stride of 2 in both axes and enough channels that its phases are transformed.</summary>
    public static RandomNetwork InPhases(int seed, string name)
    {
        (int kh, int kw) = s_kernelsInPhases[seed % s_kernelsInPhases.Length];
        var random = new Random(seed);
        var draft = new NetworkDraft(random, random.Next(20, 36), random.Next(20, 36), random.Next(120, 140));
        Append(
            draft,
            random,
            new RefAxis(kh, 2, random.Next(3), random.Next(3)),
            new RefAxis(kw, 2, random.Next(3), random.Next(3)),
            filters: random.Next(100, 140),
            groups: 1);
        if (random.Next(2) == 0)
        {
            new RandomLayers(random, draft).Relu();
        }

        return new RandomNetwork(draft, name);
    }

    /// <summary>A convolution of many channels whose image is a few tiles, with everything that is fused into it.</summary>
    /// <param name="seed">Draws sizes and weights.</param>
    /// <param name="name">Of the network.</param>
    /// <param name="largest">Rows and columns at most.</param>
    public static RandomNetwork FewTiles(int seed, string name, int largest)
    {
        (int kh, int kw) = s_kernelsOfFewTiles[seed % s_kernelsOfFewTiles.Length];
        var random = new Random(seed);
        var draft = new NetworkDraft(random, random.Next(3, largest + 1), random.Next(4, largest + 3), 64 * random.Next(1, 3));
        bool addsResidual = random.Next(2) == 0;
        if (addsResidual)
        {
            new RandomLayers(random, draft).Relu(); // a value of the network's own, with a label to add
        }

        Append(draft, random, RefAxis.Same(draft.Shape.Height, kh), RefAxis.Same(draft.Shape.Width, kw), addsResidual ? draft.Shape.Channels : 128, groups: 1);
        if (addsResidual)
        {
            draft.Append(new LayerText("Add", $"\"{draft.Label(draft.Current - 1)}\""), new Add(), draft.Current, draft.Current - 1);
        }

        return new RandomNetwork(draft, name);
    }

    /// <summary>A convolution whose outputs are more than caches hold.</summary>
    public static RandomNetwork LargeOutput(string name, int kernel, int channels)
    {
        var random = new Random(kernel);
        var draft = new NetworkDraft(random, 130, 131, channels);
        Append(draft, random, RefAxis.Same(130, kernel), RefAxis.Same(131, kernel), filters: 64, groups: 1);
        // Busy enough with each value that it does not wait for memory: 40 multiply-adds.
        Append(draft, random, new RefAxis(8, 8, 0, 0), new RefAxis(8, 8, 0, 0), filters: 40, groups: 1);
        return new RandomNetwork(draft, name);
    }

    /// <summary>A convolution whose outputs are more than caches hold and end in the middle of a vector, where those of another one begin.</summary>
    public static RandomNetwork LargeOutputBesideAnother(string name)
    {
        var random = new Random(0);
        var draft = new NetworkDraft(random, 150, 152, 2);
        RefAxis one = new(1, 1, 0, 0);
        int image = draft.Current;
        Append(draft, random, one, one, filters: 8, groups: 1);
        int other = draft.Current;
        draft.ContinueFrom(image);
        Append(draft, random, one, one, filters: 56, groups: 1);
        draft.Append(new LayerText("Concat", $"\"{draft.Label(other)}\""), new Concat(), draft.Current, other);
        Append(draft, random, new RefAxis(1, 8, 0, 0), new RefAxis(1, 8, 0, 0), filters: 4, groups: 1);
        return new RandomNetwork(draft, name);
    }

    /// <summary>The first layer of ResNet on a smaller image: three channels, of which a stride of 2 makes six.</summary>
    public static RandomNetwork FirstLayer(string name)
    {
        var random = new Random(0);
        var draft = new NetworkDraft(random, 56, 56, 3);
        Append(draft, random, new RefAxis(7, 2, 3, 3), new RefAxis(7, 2, 3, 3), filters: 64, groups: 1);
        return new RandomNetwork(draft, name);
    }

    /// <summary>A first layer of so few channels that lanes are columns, with pooling pairs or without.</summary>
    public static RandomNetwork Planar(int seed, string name)
    {
        var random = new Random(seed);
        (int kh, int kw) = s_planarKernels[seed % s_planarKernels.Length];
        var draft = new NetworkDraft(random, random.Next(17, 40), random.Next(17, 60), random.Next(1, 4));
        Append(
            draft,
            random,
            new RefAxis(kh, 1, random.Next(3), random.Next(3)),
            new RefAxis(kw, 1, random.Next(3), random.Next(3)),
            filters: random.Next(2, 12),
            groups: 1);
        if (random.Next(2) == 0)
        {
            new RandomLayers(random, draft).Relu();
        }

        if (random.Next(2) == 0)
        {
            draft.Append(new LayerText("MaxPool", "2"), new MaxPool(RefWindow.Square(2, 2)));
        }

        return new RandomNetwork(draft, name);
    }

    /// <summary>
    /// Two convolutions that are trained, the second with a gradient of its input: kernels, paddings and sizes that do not divide into tiles, channels that do
    /// not divide into vectors. Batch norm takes the whole batch through each layer.
    /// </summary>
    public static RandomNetwork Trained(int seed, string name)
    {
        (int kh, int kw) = s_trainedKernels[seed % s_trainedKernels.Length];
        var random = new Random(seed);
        var draft = new NetworkDraft(random, random.Next(7, 18), random.Next(7, 18), random.Next(17, 40));
        Trained(draft, random, kh, kw, filters: random.Next(17, 40), padding: 3);
        return new RandomNetwork(draft, name);
    }

    /// <summary>Images so large that a batch goes through the gradient of the weights in rounds.</summary>
    public static RandomNetwork TrainedInRounds(string name, int height, int width)
    {
        var random = new Random(4);
        var draft = new NetworkDraft(random, height, width, 17);
        Trained(draft, random, 3, 3, filters: 32, padding: 2);
        return new RandomNetwork(draft, name);
    }

    private static void Trained(NetworkDraft draft, Random random, int kh, int kw, int filters, int padding)
    {
        var layers = new RandomLayers(random, draft);
        int Padding() => random.Next(padding);
        Append(draft, random, new RefAxis(1, 1, 0, 0), new RefAxis(1, 1, 0, 0), filters: draft.Shape.Channels, groups: 1);
        layers.BatchNorm();
        Append(draft, random, new RefAxis(kh, 1, Padding(), Padding()), new RefAxis(kw, 1, Padding(), Padding()), filters, groups: 1);
        layers.Sigmoid();
        Append(draft, random, new RefAxis(kh, 1, Padding(), Padding()), new RefAxis(kw, 1, Padding(), Padding()), filters: 20, groups: 1);
        layers.GlobalAveragePool();
        layers.Dense(3);
        draft.SetLoss(new SoftmaxCrossEntropy());
    }

    private static void Append(NetworkDraft draft, Random random, RefAxis rows, RefAxis columns, int filters, int groups)
    {
        int ofGroup = draft.Shape.Channels / groups;
        int fanIn = ofGroup * rows.Size * columns.Size;
        LayerText text = new LayerText("Conv", $"{filters}", $"{rows.Size}", $"{columns.Size}")
            .Set("PaddingTop", rows.Before).Set("PaddingBottom", rows.After).Set("PaddingLeft", columns.Before).Set("PaddingRight", columns.After)
            .Set("StrideHeight", rows.Stride).Set("StrideWidth", columns.Stride).Set("Groups", groups);
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
