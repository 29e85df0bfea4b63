using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Tests.Compilation;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

/// <summary>Networks for tests, from their layers to their graph.</summary>
internal static class NetworkPrograms
{
    public const string LeNet5 = """
        [Input(28, 28, 1)]
        [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
        [Conv(16, 5), Relu, MaxPool(2)]
        [Dense(120), Relu]
        [Dense(84), Relu]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        """;

    /// <summary>The class <c>Digits.Net</c> with these layers.</summary>
    public static string Source(string layers) => $"using CnnGen;\nnamespace Digits;\n[Network]\n{layers}\npublic partial class Net;";

    public static GraphResult Build(string layers) => GraphBuilder.Build(Parse(Source(layers), "Digits.Net").Spec);

    public static ParsedNetwork Parse(string source, string type) =>
        NetworkParser.Parse(TestCompilation.TypeOf(TestCompilation.Create(source), type), CancellationToken.None);

    /// <summary>The graph of a network that has nothing wrong.</summary>
    public static NetworkGraph Graph(string layers)
    {
        GraphResult result = Build(layers);
        Assert.Empty(result.Problems);
        Assert.NotNull(result.Graph);
        Assert.Null(GraphRules.FirstBreach(result.Graph));
        return result.Graph;
    }
}
