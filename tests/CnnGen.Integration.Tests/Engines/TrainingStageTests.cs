using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Training that takes the whole batch through stages: each kind of gradient of a weight, whoever computes it. Its numbers are compared with the oracle's in
/// <see cref="OperatorTests"/>.
/// </summary>
public sealed class TrainingStageTests
{
    private const int Images = 13;
    private const int Classes = 5;
    private const int Pixels = 16 * 16 * 3;

    // Batch norm needs the whole batch, so that all of it goes through stages: tiles of weights, argmax, depthwise, groups, slopes, biases, dense layers,
    // noise.
    private const string Source = """
        using CnnGen;

        [Network, Input(16, 16, 3)]
        [Conv(24, 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(24, 3, Padding = 1, Groups = 24), PRelu]
        [Conv(20, 3), Relu, MaxPool(2)]
        [Conv(40, 3, Padding = 1, Stride = 2), Silu]
        [Conv(40, 3, Padding = 1, Groups = 4), BatchNorm(As = "trunk"), Relu]
        [Conv(40, 1, Bias = false), BatchNorm, Add("trunk"), Relu, Dropout(0.3f)]
        [Dense(19), Relu, Dense(5)]
        [SoftmaxCrossEntropy]
        public partial class AllKinds;
        """;

    private static readonly Lazy<CompiledNetwork> s_network = new(() => NetworkCompiler.Compile(Source));

    private readonly float[] _input;
    private readonly int[] _labels = [.. Enumerable.Range(0, Images).Select(i => i * 3 % Classes)];

    public TrainingStageTests()
    {
        Random random = new(8);
        _input = [.. Enumerable.Range(0, Images * Pixels).Select(_ => (float)random.NextDouble() - 0.3f)];
    }

    [Fact]
    public void AnyNumberOfThreads_GivesEqualBits()
    {
        NetworkInstance one = s_network.Value.Create(1);
        one.Threads = 1;
        (float[] expected, BatchResult result) = Gradient(one, Images);
        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        foreach (int threads in new[] { 2, 3, 7, 16 })
        {
            NetworkInstance network = s_network.Value.Create(1);
            network.Threads = threads;
            (float[] gradient, BatchResult other) = Gradient(network, Images);
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), gradient.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(result, other);
            Assert.Equal(one.Weights.Values.ToArray(), network.Weights.Values.ToArray());
        }
    }

    [Fact]
    public void BatchesOfAnySize_FollowEachOther()
    {
        NetworkInstance network = s_network.Value.Create(1);
        network.Threads = 3;
        foreach (int images in new[] { 2, Images, 3, 1 + (Images / 2), Images })
        {
            NetworkInstance fresh = s_network.Value.Create(1);
            Assert.Equal(Gradient(fresh, images).Gradient, Gradient(network, images).Gradient);
        }
    }

    private (float[] Gradient, BatchResult Result) Gradient(NetworkInstance network, int images)
    {
        float[] gradient = new float[network.Weights.TrainableLength];
        Array.Fill(gradient, float.NaN);
        BatchResult result = network.Gradient(_input.AsSpan(0, images * Pixels), _labels.AsSpan(0, images), gradient, noiseSeed: 4);
        return (gradient, result);
    }
}
