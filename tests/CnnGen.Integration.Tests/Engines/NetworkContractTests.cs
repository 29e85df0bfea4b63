using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>What <see cref="INetwork{TSelf}"/> and <see cref="ITrainableNetwork{TSelf}"/> promise about every network, on one of each style.</summary>
public class NetworkContractTests
{
    private const int Images = 21;

    private static readonly Dictionary<int, (RandomNetwork Network, CompiledNetwork Compiled)> s_compiled = [];

    /// <summary>
    /// Seeds of a classic, a branching and two chain networks with all kinds of losses. What batch norm does to a batch is <see cref="BatchNormTests"/>'
    /// subject.
    /// </summary>
    public static TheoryData<int> Seeds => [WithoutBatchNorm(0), WithoutBatchNorm(1), WithoutBatchNorm(2), WithoutBatchNorm(23)];

    // Twenty seeds later style and loss are the same.
    private static int WithoutBatchNorm(int seed) => RandomNetwork.Legal(seed).Reference.MixesImages ? WithoutBatchNorm(seed + 20) : seed;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ABatchsGradient_IsTheMeanOfItsImagesGradients(int seed)
    {
        (NetworkInstance network, RefTensor[] images, RefTarget[] targets) = Create(seed);
        (float[] gradient, BatchResult result) = Gradient(network, images, targets);
        double[] mean = new double[gradient.Length];
        double loss = 0;
        for (int image = 0; image < images.Length; image++)
        {
            (float[] single, BatchResult singleResult) = Gradient(network, [images[image]], [targets[image]]);
            loss += singleResult.LossSum;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += (double)single[i] / images.Length;
            }
        }

        Assert.Equal(loss, result.LossSum, 1e-5 * Math.Abs(loss));
        double largest = mean.Max(Math.Abs);
        Assert.True(largest > 0);
        Assert.All(mean.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * largest));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OneAndTwoThreads_GiveEqualBits(int seed)
    {
        (NetworkInstance network, RefTensor[] images, RefTarget[] targets) = Create(seed);
        network.Threads = 1;
        float[] outputs = Forward(network, images);
        (float[] gradient, BatchResult result) = Gradient(network, images, targets);
        network.Threads = 2;
        Assert.Equal(outputs, Forward(network, images));
        (float[] gradientOfTwo, BatchResult resultOfTwo) = Gradient(network, images, targets);
        Assert.Equal(gradient, gradientOfTwo);
        Assert.Equal(result, resultOfTwo);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnImage_GivesTheSameBitsAloneAndInABatch(int seed)
    {
        (NetworkInstance network, RefTensor[] images, _) = Create(seed);
        float[] together = Forward(network, images);
        Assert.Equal(together, images.SelectMany(image => Forward(network, [image])));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ForwardAndGradient_AllocateNothingAfterTheFirstCall(int seed)
    {
        (NetworkInstance network, RefTensor[] images, RefTarget[] targets) = Create(seed);
        network.Threads = 1;
        float[] input = Batches.Pixels(images);
        float[] output = new float[images.Length * OutputLength(seed)];
        float[] gradient = new float[network.Weights.TrainableLength];
        Targets wanted = Batches.Targets(targets);
        long allocated = 0;
        for (int call = 0; call < 3; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Forward(input, output);
            network.Logits(input, output);
            network.Predict(input.AsSpan(0, input.Length / images.Length));
            network.Gradient(input, wanted, gradient);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WrongLengths_RaiseArgumentException_AndWriteNothing(int seed)
    {
        (NetworkInstance network, RefTensor[] images, RefTarget[] targets) = Create(seed);
        float[] input = Batches.Pixels(images.Take(2));
        float[] output = new float[2 * OutputLength(seed)];
        float[] gradient = new float[network.Weights.TrainableLength];
        RefTarget[] two = [.. targets.Take(2)];
        Assert.ThrowsAny<ArgumentException>(() => network.Forward(input.AsSpan(1), output));
        Assert.ThrowsAny<ArgumentException>(() => network.Forward([], output));
        Assert.ThrowsAny<ArgumentException>(() => network.Forward(input, output.AsSpan(1)));
        Assert.ThrowsAny<ArgumentException>(() => network.Forward(input, new float[output.Length + 1]));
        Assert.ThrowsAny<ArgumentException>(() => network.Logits(input.AsSpan(0, 1 + (input.Length / 2)), output));
        Assert.ThrowsAny<ArgumentException>(() => network.Predict(input.AsSpan(1)));
        Assert.ThrowsAny<ArgumentException>(() => network.Gradient(input.AsSpan(1), Batches.Targets(two), gradient));
        Assert.ThrowsAny<ArgumentException>(() => network.Gradient(input, Batches.Targets(targets), gradient));
        Assert.ThrowsAny<ArgumentException>(() => network.Gradient(input, Batches.Targets(two), gradient.AsSpan(1)));
        Assert.ThrowsAny<ArgumentException>(() => network.Gradient(input, two[0].Label >= 0 ? new float[output.Length] : new int[2], gradient));
        if (two[0].Label >= 0)
        {
            Assert.ThrowsAny<ArgumentException>(() => network.Gradient(input, new int[] { 0, OutputLength(seed) }, gradient));
            Assert.ThrowsAny<ArgumentException>(() => network.Gradient(input, new int[] { -1, 0 }, gradient));
        }

        Assert.All(output.Concat(gradient), value => Assert.Equal(0, value));
    }

    [Fact]
    public void AnOutputInTheInputsMemory_RaisesArgumentException_AndWritesNothing()
    {
        CompiledNetwork compiled = NetworkCompiler.Compile("using CnnGen;\n\n[Network, Input(4, 4, 2), Conv(2, 3, Padding = 1)]\npublic partial class Filter;");
        NetworkInstance network = compiled.Create(1);
        float[] memory = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        ArgumentException exception = Assert.Throws<ArgumentException>("output", () => network.Forward(memory.AsSpan(0, 32), memory.AsSpan(8, 32)));
        Assert.Contains("Filter: the output shares memory with the input", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (float)i), memory);
        network.Forward(memory.AsSpan(0, 32), new float[32]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Create_IsDecidedByTheSeed(int seed)
    {
        CompiledNetwork compiled = Compile(seed).Compiled;
        float[] weights = compiled.Create(1).Weights.Values.ToArray();
        Assert.Equal(weights, compiled.Create(1).Weights.Values.ToArray());
        Assert.NotEqual(weights, compiled.Create(2).Weights.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ASharedInstance_SeesChangesOfTheWeights(int seed)
    {
        (NetworkInstance network, RefTensor[] images, _) = Create(seed);
        NetworkInstance shared = network.ShareWeights();
        float[] before = Forward(network, images);
        Assert.Equal(before, Forward(shared, images));
        foreach (ref float weight in network.Weights.Values)
        {
            weight *= 0.5f;
        }

        network.Weights.MarkChanged();
        float[] after = Forward(network, images);
        Assert.NotEqual(before, after);
        Assert.Equal(after, Forward(shared, images));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void SaveAndLoad_GiveEqualWeightsAndOutputs(int seed)
    {
        (NetworkInstance network, RefTensor[] images, _) = Create(seed);
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        NetworkInstance loaded = Compile(seed).Compiled.Load(file);
        Assert.Equal(network.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
        Assert.Equal(Forward(network, images), Forward(loaded, images));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Predict_GivesTheIndexOfTheLargestOutput(int seed)
    {
        (NetworkInstance network, RefTensor[] images, _) = Create(seed);
        foreach (RefTensor image in images)
        {
            float[] output = Forward(network, [image]);
            Assert.Equal(Array.IndexOf(output, output.Max()), network.Predict(Batches.Pixels([image])));
        }
    }

    private static (NetworkInstance Network, RefTensor[] Images, RefTarget[] Targets) Create(int seed)
    {
        (RandomNetwork network, CompiledNetwork compiled) = Compile(seed);
        (RefTensor[] images, RefTarget[] targets) = network.DrawBatch(seed, Images);
        return (compiled.Create(seed + 7), images, targets);
    }

    // Compiled once: the tests of a class run one after another.
    private static (RandomNetwork Network, CompiledNetwork Compiled) Compile(int seed)
    {
        if (!s_compiled.TryGetValue(seed, out (RandomNetwork, CompiledNetwork) pair))
        {
            var network = RandomNetwork.Legal(seed);
            pair = (network, NetworkCompiler.Compile(network.Source));
            s_compiled.Add(seed, pair);
        }

        return pair;
    }

    private static int OutputLength(int seed) => Compile(seed).Compiled.Info.OutputLength;

    private static float[] Forward(NetworkInstance network, IReadOnlyCollection<RefTensor> images)
    {
        float[] output = new float[images.Count * network.Weights.Info.OutputLength];
        network.Forward(Batches.Pixels(images), output);
        return output;
    }

    private static (float[] Gradient, BatchResult Result) Gradient(NetworkInstance network, IReadOnlyList<RefTensor> images, IReadOnlyList<RefTarget> targets)
    {
        float[] gradient = new float[network.Weights.TrainableLength];
        BatchResult result = network.Gradient(Batches.Pixels(images), Batches.Targets(targets), gradient);
        return (gradient, result);
    }
}
