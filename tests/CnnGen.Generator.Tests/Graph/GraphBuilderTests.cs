using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Geometry;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

public class GraphBuilderTests
{
    [Fact]
    public void LeNet5_CountsWhatThePaperCounts()
    {
        NetworkGraph graph = NetworkPrograms.Graph(NetworkPrograms.LeNet5);

        Assert.Equal(61_706, graph.ParameterCount);
        Assert.Equal(416_520, graph.MultiplyAdds);
        Assert.Equal(
            ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"],
            graph.Nodes.SelectMany(node => node.Parameters).Select(parameter => parameter.Name));
        Assert.Equal([16, 6, 5, 5], graph.Nodes.Single(node => node.Name == "conv2").Parameters[0].Shape);
        Assert.Equal(150, graph.Nodes.Single(node => node.Name == "conv2").Parameters[1].ReductionLength);
    }

    [Fact]
    public void ASoftmaxLoss_ReadsTheLogits_AndGivesTheOutputASoftmax()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(2, 2, 1), Dense(3), SoftmaxCrossEntropy]");

        Assert.Equal("fc1", graph.Nodes[graph.Logits].Name);
        Assert.Equal("softmax1", graph.Nodes[graph.Output].Name);
        Assert.Equal([graph.Logits], graph.Nodes[graph.Loss].Inputs);
    }

    [Fact]
    public void ASoftmaxAtTheEnd_HasItsInputAsLogits()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(2, 2, 1), Dense(3), Softmax, CrossEntropy]");

        Assert.Equal("fc1", graph.Nodes[graph.Logits].Name);
        Assert.Equal("softmax1", graph.Nodes[graph.Output].Name);
        Assert.Equal([graph.Output], graph.Nodes[graph.Loss].Inputs);
    }

    [Theory]
    [InlineData("MeanSquaredError")]
    [InlineData("MeanAbsoluteError")]
    public void ALossOfValues_ReadsTheOutput_AlsoOfAnImage(string loss)
    {
        NetworkGraph graph = NetworkPrograms.Graph($"[Input(4, 4, 1), Conv(1, 3, Padding = 1), {loss}]");

        Assert.Equal(graph.Output, graph.Logits);
        Assert.Equal([graph.Output], graph.Nodes[graph.Loss].Inputs);
        Assert.Equal(new TensorShape(4, 4, 1), graph.Nodes[graph.Output].Shape);
    }

    [Fact]
    public void Dense_FlattensAnImage_ButNotAVector()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(2, 3, 4), Dense(5), Dense(6)]");

        Assert.Equal(["input", "flatten1", "fc1", "fc2"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(TensorShape.Vector(24), graph.Nodes[1].Shape);
        Assert.Equal([5, 24], graph.Nodes[2].Parameters[0].Shape);
    }

    [Fact]
    public void DefaultNames_CountByKind_PoolsTogether_AndSkipNoNamedLayer()
    {
        NetworkGraph graph =
            NetworkPrograms.Graph(
                "[Input(32, 32, 1), Conv(2, 1, Name = \"stem\"), Conv(2, 1), MaxPool(2), MinPool(2), AveragePool(2), Relu, Tanh, Relu, Sigmoid]");

        Assert.Equal(["input", "stem", "conv2", "pool1", "pool2", "pool3", "relu1", "tanh1", "relu2", "sigmoid1"], graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void AnImpliedName_AvoidsOneThatIsTaken()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(2, 2, 1), Conv(1, 1, Name = \"flatten1\"), Dense(2)]");

        Assert.Equal(["input", "flatten1", "flatten2", "fc1"], graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void OneOperand_JoinsTheLayerBefore_InThatOrder()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(4, 4, 2), Conv(2, 1, As = \"a\"), Conv(3, 1), Concat(\"a\")]");

        Assert.Equal([2, 1], graph.Nodes[3].Inputs);
        Assert.Equal(5, graph.Nodes[3].Shape.Channels);
    }

    [Fact]
    public void TheInput_IsTakenByItsDefaultName()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(4, 4, 2), Conv(2, 1), Add(\"input\")]");

        Assert.Equal([1, 0], graph.Nodes[2].Inputs);
    }

    [Fact]
    public void From_OfALoss_ChoosesTheOutput()
    {
        GraphResult result = NetworkPrograms.Build("[Input(4, 4, 2), Dense(3, As = \"scores\"), Relu, SoftmaxCrossEntropy(From = \"scores\")]");

        Assert.Equal("fc1", result.Graph!.Nodes[result.Graph.Logits].Name);
        Assert.Equal(["relu1"], result.Problems.Select(problem => problem.MessageArguments[0]));
    }

    [Theory]
    [InlineData("Padding = 1", 1, 1, 1, 1)]
    [InlineData("Padding = 1, PaddingHeight = 2", 2, 2, 1, 1)]
    [InlineData("Padding = 1, PaddingWidth = 2, PaddingLeft = 0", 1, 1, 0, 2)]
    [InlineData("PaddingBottom = 2", 0, 2, 0, 0)]
    [InlineData("Padding = Padding.Same", 1, 2, 1, 2)]
    [InlineData("PaddingHeight = Padding.Same, PaddingWidth = 3", 1, 2, 3, 3)]
    [InlineData("Padding = Padding.Same, PaddingHeight = 0", 0, 0, 1, 2)]
    [InlineData("Padding = Padding.Valid", 0, 0, 0, 0)]
    public void APaddingThatIsNotSet_FallsBackToItsAxis_ThenToBoth(string padding, int top, int bottom, int left, int right)
    {
        Convolution convolution = (Convolution)NetworkPrograms.Graph($"[Input(8, 8, 1), Conv(1, 4, {padding})]").Nodes[1].Operator;

        Assert.Equal(new WindowAxis(8, 4, 1, 1, top, bottom), convolution.Vertical);
        Assert.Equal(new WindowAxis(8, 4, 1, 1, left, right), convolution.Horizontal);
    }

    [Theory]
    [InlineData("MaxPool(3)", 3, 3)]
    [InlineData("MaxPool(3, Stride = 1)", 1, 1)]
    [InlineData("MaxPool(3, 2)", 3, 2)]
    [InlineData("MaxPool(3, 2, StrideHeight = 1)", 1, 2)]
    public void AStrideThatIsNotSet_IsTheSizeOfThePool(string pool, int vertical, int horizontal)
    {
        MaxPool operation =
            (MaxPool)NetworkPrograms.Graph($"[Input(9, 9, 1), Conv(1, 1, Padding = 0), {pool}]".Replace(
                "9, 9",
                "12, 12",
                StringComparison.Ordinal)).Nodes[2].Operator;

        Assert.Equal(vertical, operation.Vertical.S);
        Assert.Equal(horizontal, operation.Horizontal.S);
    }

    [Fact]
    public void ABrokenNetwork_KeepsItsOutline()
    {
        GraphResult result = NetworkPrograms.Build("[Input(8, 8, 1), Conv(0, 3), Relu, Dense(10), SoftmaxCrossEntropy]");

        Assert.Null(result.Graph);
        Assert.Equal(new TensorShape(8, 8, 1), result.Outline.Input);
        Assert.Equal(TensorShape.Vector(10), result.Outline.Output);
        Assert.Equal(new SoftmaxCrossEntropy(), result.Outline.Loss);
    }

    [Fact]
    public void AnAttributeThatTheCompilerRejects_IsSilent_AndSoIsWhatFollows()
    {
        GraphResult result = NetworkPrograms.Build("[Input(8, 8, 1), Conv(4), MaxPool(100), Cnov(3), Add, Conv(4, 0)]");

        Assert.Null(result.Graph);
        Assert.Equal(["CNN0020", "CNN0102"], result.Problems.Select(problem => problem.Id));
    }

    [Fact]
    public void EveryDefinition_HasAKindOfItsOwn() =>
        Assert.Equal(LayerDefinitions.All.Count, LayerDefinitions.All.Select(definition => definition.Kind).Distinct().Count());

    [Fact]
    public void EveryLayerAttribute_HasADefinition()
    {
        IEnumerable<string> attributes = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type == typeof(InputAttribute)))
            .Select(type => type.Name[..^"Attribute".Length]);

        Assert.Equal(attributes.Order(StringComparer.Ordinal), LayerDefinitions.All.Select(definition => definition.Kind).Order(StringComparer.Ordinal));
    }
}
