using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Blocks;

/// <summary>Blocks for tests, and the networks that use them.</summary>
internal static class BlockPrograms
{
    /// <summary>The bottleneck of ResNet-50, version 1.5; the first of a stage widens, and its shortcut with it.</summary>
    public const string Bottleneck = """
        [Conv(nameof(width), 1, Bias = false), Relu]
        [Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Bias = false), Relu]
        [Conv("4 * width", 1, Bias = false, As = "residual")]
        [Add("residual", "input"), Relu]
        public sealed class BottleneckAttribute(int width, int stride = 1) : BlockAttribute;

        [Conv(nameof(width), 1, Bias = false), Relu]
        [Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Bias = false), Relu]
        [Conv("4 * width", 1, Bias = false, As = "residual")]
        [Conv("4 * width", 1, Stride = nameof(stride), Bias = false, From = "input", Name = "downsample.0")]
        [Add("residual"), Relu]
        public sealed class WideningBottleneckAttribute(int width, int stride = 1) : BlockAttribute;
        """;

    /// <summary>The network <c>Net</c> with these layers, beside these blocks.</summary>
    public static string Source(string blocks, string layers) => $"using CnnGen;\n{blocks}\n[Network]\n{layers}\npublic partial class Net;";

    public static GraphResult Build(string blocks, string layers) => GraphBuilder.Build(NetworkPrograms.Parse(Source(blocks, layers), "Net").Spec);

    /// <summary>The graph of a network that has nothing wrong.</summary>
    public static NetworkGraph Graph(string blocks, string layers)
    {
        GraphResult result = Build(blocks, layers);
        Assert.Empty(result.Problems);
        Assert.NotNull(result.Graph);
        Assert.Null(GraphRules.FirstBreach(result.Graph));
        return result.Graph;
    }
}
