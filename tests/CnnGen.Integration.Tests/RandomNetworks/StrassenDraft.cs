using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>
/// Networks around one 1×1 convolution that is large enough for Strassen's algorithm: even and odd images, strides, batch norm, residuals, activations, and
/// neighbours that read or write with a border or as a part of a larger value. Hardly larger than it must be: the oracle is slow, and images have to stay away
/// from the kinks.
/// </summary>
internal static class StrassenDraft
{
    private static readonly (int Height, int Width)[] s_sizes = [(12, 12), (15, 13), (7, 20), (24, 7), (1, 175), (143, 1), (15, 11), (11, 14)];

    /// <summary>A network with at least so many input channels and filters.</summary>
    public static RandomNetwork Draw(int seed, string name, int channels)
    {
        var random = new Random(seed);
        (int height, int width) = s_sizes[seed % s_sizes.Length];
        int stride = random.Next(3) == 0 ? 2 : 1;
        var draft = new NetworkDraft(random, height * stride, width * stride, random.Next(3, 9));
        var layers = new RandomLayers(random, draft);
        layers.Conv(channels + (32 * random.Next(2)), 1, 1, same: true);
        int input = draft.Current;
        bool addsResidual = random.Next(2) == 0;
        int residual = -1;
        int filters = channels + (32 * random.Next(2));
        if (addsResidual)
        {
            draft.ContinueFrom(0);
            layers.Conv(filters, 1, stride, same: false);
            residual = draft.Current;
            draft.ContinueFrom(input);
        }

        layers.Conv(filters, 1, stride, same: false);
        if (random.Next(3) == 0)
        {
            layers.BatchNorm();
        }

        if (addsResidual)
        {
            draft.Append(new LayerText("Add", $"\"{draft.Label(residual)}\""), new Add(), draft.Current, residual);
        }

        Finish(random, draft, layers);
        return new RandomNetwork(draft, name);
    }

    /// <summary>An image of several blocks, with a residual that no other layer reads later.</summary>
    public static RandomNetwork SeveralBlocks(string name)
    {
        var random = new Random(0);
        var draft = new NetworkDraft(random, 24, 16, 4);
        var layers = new RandomLayers(random, draft);
        layers.Conv(384, 1, 1, same: true);
        int residual = draft.Current;
        layers.Conv(384, 1, 1, same: true);
        draft.Append(new LayerText("Add", $"\"{draft.Label(residual)}\""), new Add(), draft.Current, residual);
        return new RandomNetwork(draft, name);
    }

    private static void Finish(Random random, NetworkDraft draft, RandomLayers layers)
    {
        Action[] activations = [layers.Relu, layers.Tanh, layers.Activations.Any, () => { }];
        activations[random.Next(activations.Length)]();
        int output = draft.Current;
        switch (random.Next(3))
        {
            case 0:
                layers.Conv(3, 3, 1, same: true);
                break;
            case 1:
                layers.Conv(16, 1, 1, same: true);
                draft.Append(new LayerText("Concat", $"\"{draft.Label(output)}\""), new Concat(), draft.Current, output);
                break;
        }
    }
}
