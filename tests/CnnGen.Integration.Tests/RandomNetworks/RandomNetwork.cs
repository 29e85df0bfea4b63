using CnnGen.Reference;
using CnnGen.Reference.Losses;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>One network in two languages: attributes for the compiler, a graph for the oracle.</summary>
public sealed class RandomNetwork
{
    // Single precision decides a comparison at this relative distance as double precision does.
    private const double SafeKinkDistance = 1e-5;
    private const int Attempts = 200;

    internal RandomNetwork(NetworkDraft draft, string name)
    {
        Declaration = draft.ToSource(name);
        Reference = draft.Reference;
        InputShape = draft.ShapeOf(0);
        MultiplyAdds = draft.MultiplyAdds;
    }

    /// <summary>A file with this network alone.</summary>
    public string Source => $"using CnnGen;\n\n{Declaration}";

    /// <summary>The class.</summary>
    public string Declaration { get; }

    public ReferenceNetwork Reference { get; }

    /// <summary>A tensor of zeros.</summary>
    public RefTensor InputShape { get; }

    /// <summary>Multiply-adds of convolution and dense layers, an image.</summary>
    public long MultiplyAdds { get; }

    /// <summary>A network that is legal by construction.</summary>
    public static RandomNetwork Legal(int seed) => new(RandomTopology.Draw(seed), "RandomNet");

    /// <summary>A declaration that is wrong about every second time; then the oracle has only the layers before the mistake.</summary>
    public static (RandomNetwork Network, string? Mistake) PerhapsIllegal(int seed)
    {
        (NetworkDraft draft, string? mistake) = RandomTopology.DrawPerhapsIllegal(seed);
        return (new RandomNetwork(draft, "RandomNet"), mistake);
    }

    /// <summary>
    /// Images and targets, exact in single precision. Where the network has a loss, each image keeps a distance from every kink of the network (a ReLU's
    /// zero, two nearly equal values in a pooling window), where rounding would decide about whole gradients.
    /// </summary>
    public (RefTensor[] Images, RefTarget[] Targets) DrawBatch(int seed, int count)
    {
        var random = new Random(seed);
        var images = new RefTensor[count];
        var targets = new RefTarget[count];
        int outputLength = Reference.Forward(InputShape).Length;
        void Draw(int image)
        {
            images[image] = new RefTensor(InputShape.Height, InputShape.Width, InputShape.Channels, Uniform(random, InputShape.Length));
            targets[image] = Reference.Loss is { TakesLabel: false }
                ? RefTarget.OfValues(Uniform(random, outputLength))
                : RefTarget.OfLabel(random.Next(outputLength));
        }

        if (Reference.Loss is null)
        {
            // Without gradients kinks do no harm: every function here is continuous.
            Array.ForEach([.. Enumerable.Range(0, count)], Draw);
            return (images, targets);
        }

        if (Reference.MixesImages)
        {
            Repeat(() => Array.ForEach([.. Enumerable.Range(0, count)], Draw), () => Reference.KinkDistance(images, targets));
            return (images, targets);
        }

        for (int image = 0; image < count; image++)
        {
            Repeat(() => Draw(image), () => Reference.KinkDistance(images[image], targets[image]));
        }

        return (images, targets);
    }

    private void Repeat(Action draw, Func<double> distance)
    {
        int attempt = 0;
        do
        {
            draw();
            if (++attempt > Attempts)
            {
                throw new InvalidOperationException($"No image of this network is safe from rounding:\n{Source}");
            }
        }
        while (distance() < SafeKinkDistance);
    }

    public override string ToString() => Source;

    private static double[] Uniform(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (double)(float)((2 * random.NextDouble()) - 1))];
}
