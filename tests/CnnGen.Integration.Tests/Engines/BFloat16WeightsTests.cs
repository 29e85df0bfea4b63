using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Dense layers whose weights are kept as bfloat16 compute what the same layers compute with weights that were rounded beforehand.</summary>
public class BFloat16WeightsTests
{
    private const int Outputs = 11;

    // The last layer's weights stay in the caches, so they are not rounded.
    private static readonly string[] s_rounded = ["fc1.weight", "fc2.weight"];

    /// <summary>The second dense layer has an odd number of steps and ends in a part of a vector.</summary>
    private const string Layers = """
        [Input(20, 19, 5)]
        [Conv(40, 3), Relu, MaxPool(2)]
        [Dense(301), Tanh, Dense(1003), Tanh]
        [Dense(11), Softmax]
        """;

    private const string Rounded = $"using CnnGen;\n\n[Network(DenseWeights = WeightFormat.BFloat16)]\n{Layers}\npublic partial class Halved;";
    private const string Plain = $"using CnnGen;\n\n[Network]\n{Layers}\npublic partial class Whole;";

    [Theory]
    [InlineData(VectorBits.Scalar, "IsRounded = true")]
    [InlineData(VectorBits.Bits128, "new BFloat16Step(")]
    [InlineData(VectorBits.Bits256, "new BFloat16Step(")]
    [InlineData(VectorBits.Bits512, "new BFloat16Step(")]
    public void OutputsAreThoseOfRoundedWeights_ForOneImageAndForBatches(VectorBits bits, string packing)
    {
        CompiledNetwork halved = NetworkCompiler.Compile(Rounded, bits);
        Assert.Contains(halved.GeneratedSources, text => text.Contains(packing, StringComparison.Ordinal));
        NetworkInstance network = halved.Create(seed: 3);
        NetworkInstance reference = NetworkCompiler.Compile(Plain, bits).Create(seed: 3);
        var random = new Random(5);
        float[] input = [.. Enumerable.Range(0, 49 * halved.Info.InputLength).Select(_ => random.NextSingle())];
        Assert.NotEqual(Logits(reference, input, 1), Logits(network, input, 1));

        foreach (string tensor in s_rounded)
        {
            foreach (ref float weight in reference.Weights[reference.Weights.Info.Parameters.Single(parameter => parameter.Name == tensor)])
            {
                weight = ToBFloat16(weight);
            }
        }

        reference.Weights.MarkChanged();
        Assert.All((int[])[1, 2, 7, 49], images => AssertClose(Logits(reference, input, images), Logits(network, input, images)));
    }

    private static float[] Logits(NetworkInstance network, float[] input, int images)
    {
        float[] output = new float[images * Outputs];
        network.Logits(input.AsSpan(0, images * network.Weights.Info.InputLength), output);
        return output;
    }

    // The nearer of the two neighbours that have 16 bits; in their middle the one that ends in a zero.
    private static float ToBFloat16(float value)
    {
        int below = BitConverter.SingleToInt32Bits(value) & -65536;
        float near = BitConverter.Int32BitsToSingle(below);
        float far = BitConverter.Int32BitsToSingle(below + 65536);
        float difference = Math.Abs(value - near) - Math.Abs(far - value);
        bool isEven = (below & 65536) == 0;
        return difference < 0 || (difference == 0 && isEven) ? near : far;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        float largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5f * largest, $"Value {i} is {actual[i]:R}, not {expected[i]:R}.");
        }
    }
}
