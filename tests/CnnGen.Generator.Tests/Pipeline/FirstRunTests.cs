using CnnGen.Generator.Compilation;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>The network that is generated to have the methods compiled.</summary>
public sealed class FirstRunTests
{
    [Fact]
    public void Its_network_is_legal()
    {
        GraphResult result = GraphBuilder.Build(FirstRun.Network());
        Assert.Empty(result.Problems);
        Assert.NotNull(result.Graph);
        Assert.Null(GraphRules.FirstBreach(result.Graph));
    }

    [Theory]
    [InlineData("// Winograd")]
    [InlineData("// Direct")]
    [InlineData("MaxPool")]
    [InlineData("PartialVector")]
    [InlineData("public static void Stage(")]
    [InlineData("public static void Tail(")]
    public void Its_files_have_what_most_networks_need(string text)
    {
        string files = string.Concat(FirstRun.Files().SelectMany(file => file.Parts));
        Assert.Contains(text, files, StringComparison.Ordinal);
    }
}
