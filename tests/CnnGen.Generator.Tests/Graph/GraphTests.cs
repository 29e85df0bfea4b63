using CnnGen.Generator.Graph;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Tests.Compilation;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

public class GraphTests
{
    private const string LeNet5 = """
        using CnnGen;
        namespace Digits;
        [Network]
        [Input(28, 28, 1)]
        [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
        [Conv(16, 5), Relu, MaxPool(2)]
        [Dense(120), Relu]
        [Dense(84), Relu]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class LeNet5;
        """;

    [Fact]
    public void LeNet5_HasItsTable()
    {
        var type = TestCompilation.TypeOf(TestCompilation.Create(LeNet5), "Digits.LeNet5");
        GraphResult result = GraphBuilder.Build(NetworkParser.Parse(type, default).Spec);
        Assert.Empty(result.Problems);
        Assert.Null(GraphRules.FirstBreach(result.Graph!));
        Assert.Equal("x", string.Join("\n", NetworkTable.Lines("LeNet5", result.Graph!)));
    }
}
