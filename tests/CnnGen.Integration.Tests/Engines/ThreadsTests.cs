using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>One image on several threads: the same bits as on one, whatever the kernels are.</summary>
public class ThreadsTests
{
    private const string Source = """
        using CnnGen;

        /// <summary>Every kernel that threads divide.</summary>
        [Network]
        [Input(39, 37, 3)]
        [Conv(20, 5, Stride = 2, Padding = 2), Relu, LocalResponseNorm(5)]
        [MaxPool(3, Stride = 1, Padding = 1)]
        [Conv(48, 3, Padding = 1), Relu(As = "before")]
        [Conv(48, 3, Padding = 1, Groups = 48), Conv(144, 1), Relu]
        [Conv(48, 3, Padding = 1), Add("before"), Relu]
        [Conv(512, 1), Relu, Conv(512, 1), Relu]
        [AveragePool(3, Stride = 2)]
        [Conv(256, 3), Relu, Conv(256, 3), Relu]
        [Dense(300), Relu, Dense(10), Softmax]
        public partial class Divided;
        """;

    private const string PlanarSource = """
        using CnnGen;

        /// <summary>Kernels whose lanes are columns, on an image that is large enough to be divided.</summary>
        [Network(Winograd = false)]
        [Input(205, 301, 1)]
        [Conv(5, 5, Padding = 2), Relu]
        [Conv(16, 3), Relu, MaxPool(8)]
        [Dense(10), Softmax]
        public partial class Divided;
        """;

    private const string PlanarWinogradSource = """
        using CnnGen;

        /// <summary>Rows of tiles of Winograd's algorithm whose lanes are columns.</summary>
        [Network]
        [Input(205, 301, 1)]
        [Conv(6, 5, Padding = 2), Relu, MaxPool(2)]
        [Conv(16, 3), Relu, MaxPool(8)]
        [Dense(10), Softmax]
        public partial class Divided;
        """;

    private const string DepthwiseSource = """
        using CnnGen;

        /// <summary>Depthwise kernels that are divided into rows and chunks of channels; an odd number of rows, and channels that no vector divides.</summary>
        [Network]
        [Input(23, 21, 3)]
        [Conv(128, 3, Padding = 1), Relu]
        [Conv(128, 3, Padding = 1, Groups = 128), Silu]
        [Conv(128, 5, Stride = 2, Padding = 2, Groups = 128), Clip(0f, 6f), Conv(67, 1)]
        [Conv(67, 7, Padding = 3, Groups = 67, Bias = false)]
        [Dense(10), Softmax]
        public partial class Divided;
        """;

    private const string GroupedSource = """
        using CnnGen;

        /// <summary>Groups side by side in vectors, divided into rows and vectors: rows that no task divides, channels that no vector divides.</summary>
        [Network]
        [Input(23, 21, 3)]
        [Conv(76, 3, Padding = 1), Relu]
        [Conv(76, 3, Padding = 1, Groups = 38), Silu]
        [Conv(76, 3, Stride = 2, Padding = 1, Groups = 38, Bias = false), Relu]
        [Dense(10), Softmax]
        public partial class Divided;
        """;

    private const string MovedSource = """
        using CnnGen;

        /// <summary>
        /// Passes over all values that are divided into rows: activation, norm, slopes, factors, product, sum, slices, a shuffle and copied channels.
        /// </summary>
        [Network]
        [Input(29, 27, 3)]
        [Conv(66, 3, Padding = 1), Gelu(As = "a"), BatchNorm, Relu(As = "b"), PRelu(0.25f)]
        [GlobalAveragePool, Sigmoid, Multiply("b")]
        [Scale(0.5f), Subtract("a"), ChannelShuffle(3, As = "c")]
        [Slice(ImageAxis.Channels, 31, 35, As = "d")]
        [Slice(ImageAxis.Channels, 0, 31, From = "c"), Concat("d", "c"), MaxPool(2), Tanh]
        [Dense(10), Softmax]
        public partial class Divided;
        """;

    public static TheoryData<VectorBits> Widths => new(CodeWidths.All);

    [Theory]
    [MemberData(nameof(Widths))]
    public void AnyNumberOfThreads_GivesTheSameBits(VectorBits bits)
    {
        Compare(Source, bits, "// Strassen's algorithm");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void PlanarKernels_GiveTheSameBits(VectorBits bits)
    {
        Compare(PlanarSource, bits, "// Planar, ");
        Compare(PlanarWinogradSource, bits, "// Planar, Winograd");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void DepthwiseKernels_GiveTheSameBits(VectorBits bits)
    {
        Compare(DepthwiseSource, bits, " chunks of channels");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void GroupsSideBySide_GiveTheSameBits(VectorBits bits)
    {
        Compare(GroupedSource, bits, "// Groups side by side in vectors");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void PassesOverAllValues_GiveTheSameBits(VectorBits bits)
    {
        Compare(MovedSource, bits, "ForwardVector");
    }

    private static void Compare(string source, VectorBits bits, string algorithm)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(source, bits);
        Assert.Equal(bits != VectorBits.Scalar, string.Concat(compiled.GeneratedSources).Contains(algorithm, StringComparison.Ordinal));
        NetworkInstance network = compiled.Create(seed: 5);
        var random = new Random(1);
        float[] image = [.. Enumerable.Range(0, compiled.Info.InputLength).Select(_ => random.NextSingle())];

        (float[] outputs, float[] logits) = Run(network, 1, image);

        Assert.All((int[])[2, 3, 7, 64], threads =>
        {
            (float[] divided, float[] dividedLogits) = Run(network, threads, image);
            Assert.Equal(outputs, divided);
            Assert.Equal(logits, dividedLogits);
        });
    }

    /// <summary>Leaves values of another image in the working memory, so that work which no thread does is seen.</summary>
    private static void Overwrite(NetworkInstance network, int length)
    {
        float[] other = new float[length];
        Array.Fill(other, -3f);
        network.Threads = 1;
        network.Forward(other, new float[10]);
    }

    private static (float[] Outputs, float[] Logits) Run(NetworkInstance network, int threads, float[] image)
    {
        float[] outputs = new float[10];
        float[] logits = new float[10];
        Overwrite(network, image.Length);
        network.Threads = threads;
        network.Forward(image, outputs);
        Overwrite(network, image.Length);
        network.Threads = threads;
        network.Logits(image, logits);
        return (outputs, logits);
    }
}
