using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Blocks that are computed once more in the backward pass: not one bit of a step of training is another, and less memory is needed for it.</summary>
public sealed class CheckpointingTests
{
    private const int Images = 5;
    private const int Classes = 5;

    private const string Blocks = """
        using CnnGen;

        #pragma warning disable CS9113, CS1591

        [Conv(nameof(width), 3, Padding = 1, Stride = nameof(stride), Bias = false), BatchNorm, Relu]
        [Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Dropout(0.25f), StochasticDepth(0.2f, As = "residual")]
        [Conv(nameof(width), 1, Stride = nameof(stride), Bias = false, From = "input"), BatchNorm, Add("residual"), Relu]
        public sealed class ResidualAttribute(int width, int stride = 1) : BlockAttribute;

        [Conv(8, 1), Relu(As = "one"), Conv(8, 3, Padding = 1, From = "input"), MaxPool(3, Stride = 1, Padding = 1), Silu(As = "two")]
        [Conv(20, 3, Padding = 1, Groups = 4, From = "input"), Gelu, GroupNorm(2, As = "three"), Concat("one", "two", "three"), Dropout(0.1f)]
        public sealed class BranchesAttribute : BlockAttribute;

        [Conv(36, 3, Padding = 1, Groups = 36), PRelu, Conv(24, 1, Bias = false), BatchNorm(Trainable = false), Sigmoid]
        [LocalResponseNorm(3), AveragePool(2), Conv(20, 2), Relu, MaxPool(2)]
        public sealed class TailAttribute : BlockAttribute;

        [Residual(32, 1@Inner)]
        public sealed class StageAttribute : BlockAttribute;

        """;

    private const string Net = """
        [Network]
        [Input(20, 20, 3)]
        [Residual(16@Outer), Residual(32, 2@Outer), Stage]
        [Branches(Repeat = 1@Outer), Tail(Repeat = 1@Outer)]
        [Dense(19), Relu, Dense(5)]
        [SoftmaxCrossEntropy]
        public partial class Checked;
        """;

    // Without batch norm nothing cuts the forward pass but the blocks; the first block begins with the image, and weights are shared.
    private const string PlainBlocks = """
        using CnnGen;

        #pragma warning disable CS9113, CS1591

        [Conv(nameof(width), 3, Padding = 1), Relu, Conv(nameof(width), 3, Padding = 1, Trainable = false), Tanh, Conv(nameof(width), 3, Padding = 1), Relu]
        public sealed class PlainAttribute(int width) : BlockAttribute;

        """;

    private const string PlainNet = """
        [Network]
        [Input(17, 19, 3)]
        [Plain(32@Outer), Plain(32, Name = "shared"@Outer), Plain(32, Weights = "shared"@Outer), Plain(16@Outer)]
        [GlobalAveragePool, Dense(5), SoftmaxCrossEntropy]
        public partial class Checked;
        """;

    public static TheoryData<VectorBits> Widths => new(CodeWidths.All);

    [Theory]
    [MemberData(nameof(Widths))]
    public void NormsNoiseAndBranches_GiveTheSameBits(VectorBits bits) => Compare(Blocks + Net, bits, "Outer", "Inner");

    [Theory]
    [MemberData(nameof(Widths))]
    public void NetworksWithoutNorms_GiveTheSameBits(VectorBits bits) => Compare(PlainBlocks + PlainNet, bits, "Outer");

    private static void Compare(string source, VectorBits bits, params string[] marks)
    {
        CompiledNetwork kept = NetworkCompiler.CompileWholeBatch(Marked(source), bits);
        CompiledNetwork recomputed = NetworkCompiler.CompileWholeBatch(Marked(source, marks), bits);
        Assert.DoesNotContain(kept.GeneratedSources, text => text.Contains(".conv1 again", StringComparison.Ordinal));
        Assert.Contains(recomputed.GeneratedSources, text => text.Contains(".conv1 again", StringComparison.Ordinal));
        Assert.True(ImageFloats(recomputed) < ImageFloats(kept), $"{ImageFloats(recomputed)} floats an image, {ImageFloats(kept)} without checkpointing");
        Assert.Equal(PackedFloats(kept), PackedFloats(recomputed));

        List<float> expected = Train(kept, threads: 1);

        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(expected, Train(recomputed, threads: 1));
        Assert.Equal(expected, Train(recomputed, threads: 3));
    }

    /// <summary>The source with checkpointing where a mark is named.</summary>
    private static string Marked(string source, params string[] marks)
    {
        foreach (string mark in marks)
        {
            Assert.Contains("@" + mark, source, StringComparison.Ordinal);
            source = source.Replace("@" + mark, ", Checkpointing = true", StringComparison.Ordinal);
        }

        return source
            .Replace("@Outer", "", StringComparison.Ordinal)
            .Replace("@Inner", "", StringComparison.Ordinal);
    }

    /// <summary>Losses, gradients and weights, running averages among them, of three steps.</summary>
    private static List<float> Train(CompiledNetwork compiled, int threads)
    {
        NetworkInstance network = compiled.Create(seed: 2);
        network.Threads = threads;
        Random random = new(8);
        int[] labels = [.. Enumerable.Range(0, Images).Select(i => i * 3 % Classes)];
        float[] gradient = new float[network.Weights.TrainableLength];
        List<float> seen = [];
        for (int step = 0; step < 3; step++)
        {
            float[] input = [.. Enumerable.Range(0, Images * compiled.Info.InputLength).Select(_ => random.NextSingle() - 0.3f)];
            Array.Fill(gradient, float.NaN);
            seen.Add((float)network.Gradient(input, labels, gradient, noiseSeed: 40 + step).LossSum);
            for (int i = 0; i < gradient.Length; i++)
            {
                network.Weights.Trainable[i] -= 0.05f * gradient[i];
            }

            network.Weights.MarkChanged();
            seen.AddRange(gradient);
            seen.AddRange(network.Weights.Values);
        }

        return seen;
    }

    private static int ImageFloats(CompiledNetwork network) => Number(network, "ImageArenaLength = ");

    private static int PackedFloats(CompiledNetwork network) => Number(network, "PackedLength = ");

    /// <summary>A number of the program of training, which stands behind that of inference.</summary>
    private static int Number(CompiledNetwork network, string name)
    {
        string text = string.Concat(network.GeneratedSources);
        int start = text.LastIndexOf(name, StringComparison.Ordinal);
        Assert.True(start >= 0, $"no {name} in the generated code");
        string digits = string.Concat(text[(start + name.Length)..].TakeWhile(c => char.IsAsciiDigit(c) || c == '_'));
        return int.Parse(digits.Replace("_", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }
}
