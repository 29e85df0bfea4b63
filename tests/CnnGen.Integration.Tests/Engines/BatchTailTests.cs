using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Dense layers of many weights, which several images go through together: the outputs of each image by itself, for any number of images and threads.
/// </summary>
public class BatchTailTests
{
    private const int Outputs = 11;

    private const string Source = """
        using CnnGen;

        /// <summary>Dense layers that memory would be slow to bring for each image.</summary>
        [Network]
        [Input(20, 19, 5)]
        [Conv(40, 3), Relu, Conv(40, 3), Relu, MaxPool(2)]
        [Dense(117), Relu, Dropout(0.5f), Dense(600), Tanh]
        [Dense(11), Softmax]
        public partial class Tailed;
        """;

    public static TheoryData<VectorBits> Widths => new(CodeWidths.Vectors);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Batches_GiveWhatEachImageGives(VectorBits bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Source, bits);
        Assert.Contains(compiled.GeneratedSources, text => text.Contains("void Tail(", StringComparison.Ordinal));
        NetworkInstance network = compiled.Create(seed: 3);
        var random = new Random(2);

        // One more than twice the batches that the tail takes, so that the last is a single image; and numbers that are no whole tiles.
        Assert.All((int[])[2, 5, 6, 7, 24, 49], images =>
        {
            float[] input = [.. Enumerable.Range(0, images * compiled.Info.InputLength).Select(_ => random.NextSingle())];
            float[] outputs = Run(network, 1, images, input, logits: false);
            float[] logits = Run(network, 1, images, input, logits: true);
            for (int image = 0; image < images; image++)
            {
                float[] alone = input.AsSpan(image * compiled.Info.InputLength, compiled.Info.InputLength).ToArray();
                AssertClose(Run(network, 1, 1, alone, logits: false), outputs.AsSpan(image * Outputs, Outputs));
                AssertClose(Run(network, 1, 1, alone, logits: true), logits.AsSpan(image * Outputs, Outputs));
            }

            Assert.Equal(outputs, Run(network, 3, images, input, logits: false));
            Assert.Equal(logits, Run(network, 3, images, input, logits: true));
        });
    }

    private static float[] Run(NetworkInstance network, int threads, int images, float[] input, bool logits)
    {
        network.Threads = threads;
        float[] output = new float[images * Outputs];
        if (logits)
        {
            network.Logits(input, output);
        }
        else
        {
            network.Forward(input, output);
        }

        return output;
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual)
    {
        float largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5f * largest, $"Value {i} is {actual[i]:R}, not {expected[i]:R}.");
        }
    }
}
