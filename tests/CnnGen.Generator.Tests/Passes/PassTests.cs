using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Passes;

/// <summary>Each pass by itself: what it changes and what it must leave alone. Batch norms that are folded have tests of their own.</summary>
public class PassTests
{
    [Fact]
    public void RemoveLoss_DropsTheLossAlone()
    {
        NetworkGraph before = Declared("[Input(4, 4, 1)]\n[Dense(3)]\n[SoftmaxCrossEntropy]");
        NetworkGraph after = RemoveLoss.Run(before);
        Assert.Equal(before.Nodes.SkipLast(1), after.Nodes);
        Assert.Equal((before.Output, before.Logits, -1), (after.Output, after.Logits, after.Loss));
        Assert.Equal(after, RemoveLoss.Run(after));
    }

    [Fact]
    public void RemoveDropout_LetsReadersReadWhatItRead() => AssertGraph(
        RemoveDropout.Run(Declared("[Input(4, 4, 2)]\n[Relu, Dropout(0.5f), Tanh, Dropout(0.1f)]")),
        """
        %0 = input: Input() → 4×4×2
        %1 = relu1: Relu(%0) → 4×4×2
        %2 = tanh1: Tanh(%1) → 4×4×2  ← output
        """);

    [Fact]
    public void DenseIntoConvolution_ReadsTheImageBeforeItsFlattening()
    {
        NetworkGraph before = Declared("[Input(3, 4, 2)]\n[Dense(5), Dense(6)]");
        NetworkGraph after = DenseIntoConvolution.Run(before);
        AssertGraph(
            after,
            """
            %0 = input: Input() → 3×4×2
            %1 = flatten1: Flatten(%0) → 24
            %2 = fc1: Dense 5(%0) → 5
            %3 = fc2: Dense 6(%2) → 6  ← output
            """);
        Assert.Equal(before.Nodes.SelectMany(node => node.Parameters), after.Nodes.SelectMany(node => node.Parameters));
        Assert.Equal(before.MultiplyAdds, after.MultiplyAdds);
    }

    [Fact]
    public void RemoveUnread_KeepsInInferenceWhatTheResultsNeed()
    {
        NetworkGraph graph = RemoveLoss.Run(Declared("[Input(3, 4, 2)]\n[Dense(5)]\n[SoftmaxCrossEntropy]"));
        AssertGraph(
            RemoveUnread.Run(DenseIntoConvolution.Run(graph), isTraining: false),
            """
            %0 = input: Input() → 3×4×2
            %1 = fc1: Dense 5(%0) → 5  ← logits
            %2 = softmax1: Softmax(%1) → 5  ← output
            """);
    }

    [Fact]
    public void RemoveUnread_KeepsInTrainingWhatLossAndGradientsNeed()
    {
        NetworkGraph graph = Declared("[Input(3, 4, 2)]\n[Dense(5)]\n[SoftmaxCrossEntropy]");
        NetworkGraph after = RemoveUnread.Run(GradientBuilder.Run(FuseIntoDense.Run(graph), new Add()), isTraining: true);
        Assert.DoesNotContain(after.Nodes, node => node.Operator is Softmax);
        Assert.Contains(after.Nodes, node => node.Operator is SoftmaxCrossEntropy);
        Assert.Contains(after.Nodes, node => node.Operator is IParameterGradient);
    }

    [Fact]
    public void MergeEqual_ComputesOnceWhatIsAlike_ButNotWhatHasWeightsOrIsAResult()
    {
        NetworkGraph graph = MergeEqual.Run(Declared(
            """
            [Input(4, 4, 2, As = "x")]
            [MaxPool(2), Relu, Conv(3, 1, As = "a")]
            [MaxPool(2, From = "x"), Relu, Conv(3, 1, As = "b")]
            [AveragePool(2, From = "x"), Relu, Conv(3, 1, As = "c")]
            [Add("a", "b", "c"), Relu]
            """));
        Assert.Equal(
            ["input", "pool1", "relu1", "conv1", "conv2"],
            graph.Nodes.Take(5).Select(node => node.Name));
        Assert.Equal((graph.Nodes[3].Inputs, graph.Nodes[3].Operator), (graph.Nodes[4].Inputs, graph.Nodes[4].Operator));
        Assert.Equal(3, graph.Nodes.Count(node => node.Operator is Convolution));

        NetworkGraph chain = Declared("[Input(4, 4, 2)]\n[Relu, Tanh]");
        NetworkGraph twice = chain with { Nodes = [chain.Nodes[0], chain.Nodes[1], chain.Nodes[2] with { Operator = new Relu(), Inputs = [0] }] };
        Assert.Equal(twice, MergeEqual.Run(twice));
    }

    [Fact]
    public void FuseIntoConvolution_TakesBiasActivationPoolAndResidual() => AssertGraph(
        FuseIntoConvolution.Run(
            Declared(
                """
                [Input(8, 8, 2)]
                [Conv(4, 3, Padding = 1), Relu(As = "x")]
                [Conv(4, 3, Padding = 1), Add("x"), Relu]
                [Conv(4, 3, Padding = 1), Tanh, MaxPool(2)]
                """),
            isTraining: false),
        """
        %0 = input: Input() → 8×8×2
        %1 = conv1: Conv 4 × 3×3, s 1, p 1, Relu(%0) → 8×8×4
        %2 = conv2: Conv 4 × 3×3, s 1, p 1, Add, Relu(%1, %1) → 8×8×4
        %3 = conv3: Conv 4 × 3×3, s 1, p 1, Tanh, MaxPool 2×2, s 2(%2) → 4×4×4  ← output
        """);

    [Theory]
    [InlineData("Conv(4, 3), MaxPool(3, Stride = 2)")] // windows overlap
    [InlineData("Conv(4, 3), MaxPool(2, Padding = 1)")]
    [InlineData("Conv(4, 1, Groups = 2), MaxPool(2)")]
    [InlineData("Conv(4, 3), MaxPool(3)")] // more sums than stay in registers
    [InlineData("Conv(4, 3), AveragePool(2)")]
    [InlineData("Conv(4, 3), HardSwish, MaxPool(2)")] // falls, then rises
    [InlineData("Conv(4, 3, As = \"x\"), MaxPool(2, As = \"y\"), Upsample(2), Add(\"x\"), MaxPool(1)")] // somebody else reads the sums
    public void FuseIntoConvolution_LeavesPoolsThatItCannotTake(string layers)
    {
        NetworkGraph graph = FuseIntoConvolution.Run(Declared($"[Input(8, 8, 2)]\n[{layers}]"), isTraining: false);
        Assert.Null(Assert.IsType<FusedConvolution>(graph.Nodes[1].Operator).Pool);
        Assert.Contains(graph.Nodes, node => node.Operator is WindowPool);
    }

    [Fact]
    public void FuseIntoInputGradient_TakesTheDerivativeOrTheSum_NotBoth()
    {
        NetworkGraph graph = Backward(
            "[Input(8, 8, 2)]\n[Conv(4, 3, Padding = 1), Relu(As = \"x\")]\n[Conv(4, 3, Padding = 1), Relu, Conv(4, 3, Padding = 1), Add(\"x\")]\n[MeanSquaredError]");
        Node derivative = Assert.Single(graph.Nodes, node => node.Operator is FusedConvolution { GradientOf: not null });
        Node sum = Assert.Single(graph.Nodes, node => node.Operator is FusedConvolution { RotatesWeight: true, AddsResidual: true });
        Assert.Equal(("conv3 input gradient", "conv2 input gradient"), (derivative.Name, sum.Name));
        Assert.Equal("conv2", graph.Nodes[derivative.Inputs[1]].Name);
        Assert.Equal("conv1", graph.Nodes[Assert.Single(graph.Nodes, node => node.Operator is ActivationGradient).Inputs[0]].Name);
        Assert.Single(graph.Nodes, node => node.Operator is Add);
    }

    [Theory]
    [InlineData("Conv(4, 3, Padding = 1), Sigmoid, Conv(4, 3, Padding = 1)")] // its derivative takes registers
    [InlineData("Conv(4, 3, Padding = 1), Relu, Conv(4, 3, Stride = 2)")] // the gradient is no convolution
    [InlineData("Conv(4, 3, Padding = 1), Relu, Conv(4, 3, Padding = 1, Groups = 2)")]
    public void FuseIntoInputGradient_LeavesDerivativesThatItCannotTake(string layers) => Assert.Contains(
        Backward($"[Input(8, 8, 2)]\n[{layers}]\n[MeanSquaredError]").Nodes,
        node => node.Operator is ActivationGradient);

    [Fact]
    public void FuseIntoConvolution_KeepsInTrainingTheArgMax_AndAddsNoResidual()
    {
        NetworkGraph graph = FuseIntoConvolution.Run(
            Declared("[Input(8, 8, 2)]\n[Conv(2, 3, Padding = 1, As = \"x\"), Relu, Conv(2, 1), Add(\"x\"), Conv(4, 3), Relu, MaxPool(2)]\n[MeanSquaredError]"),
            isTraining: true);
        Assert.Contains(graph.Nodes, node => node.Operator is Add);
        Assert.Contains(graph.Nodes, node => node.Operator is FusedConvolution { Activation: Relu, Pool: not null, KeepsArgMax: true });
    }

    [Theory]
    [InlineData(16, true)] // 2,304 weights
    [InlineData(64, false)]
    public void FuseIntoConvolution_TakesPoolsInTraining_WhereWeightsAreFew(int filters, bool takes)
    {
        foreach (string activation in (string[])["", ", Relu"])
        {
            NetworkGraph graph = Declared($"[Input(8, 8, 16)]\n[Conv({filters}, 3){activation}, MaxPool(2)]\n[MeanSquaredError]");
            FusedConvolution convolution = Assert.IsType<FusedConvolution>(FuseIntoConvolution.Run(graph, isTraining: true).Nodes[1].Operator);
            Assert.Equal(takes, convolution.Pool is not null);
            Assert.NotNull(Assert.IsType<FusedConvolution>(FuseIntoConvolution.Run(graph, isTraining: false).Nodes[1].Operator).Pool);
        }
    }

    [Fact]
    public void FuseIntoBatchNorm_TakesAnActivation_InTrainingOneWhoseOutputTellsTheDerivative()
    {
        NetworkGraph graph = Declared("[Input(4, 4, 2)]\n[BatchNorm, Relu, BatchNorm, Silu]\n[MeanSquaredError]");
        Assert.Equal(
            [typeof(InputOperator), typeof(FusedBatchNorm), typeof(FusedBatchNorm), typeof(MeanSquaredError)],
            FuseIntoBatchNorm.Run(graph, isTraining: false).Nodes.Select(node => node.Operator.GetType()));
        Assert.Equal(
            [typeof(InputOperator), typeof(FusedBatchNorm), typeof(FusedBatchNorm), typeof(Silu), typeof(MeanSquaredError)],
            FuseIntoBatchNorm.Run(graph, isTraining: true).Nodes.Select(node => node.Operator.GetType()));
    }

    [Fact]
    public void FuseIntoDense_TakesAShortActivationWhoseOutputTellsTheDerivative()
    {
        NetworkGraph graph = FuseIntoDense.Run(Declared("[Input(4, 4, 2)]\n[Dense(5), Relu, Dense(6), Silu, Dense(7)]\n[MeanSquaredError]"));
        AssertGraph(
            graph with { Nodes = [.. graph.Nodes.SkipLast(1)], Losses = [] },
            """
            %0 = input: Input() → 4×4×2
            %1 = flatten1: Flatten(%0) → 32
            %2 = fc1: Dense 5, Relu(%1) → 5
            %3 = fc2: Dense 6(%2) → 6
            %4 = silu1: Silu(%3) → 6
            %5 = fc3: Dense 7(%4) → 7  ← output
            """);
        Assert.DoesNotContain(graph.Nodes, node => node.Operator is Dense);
    }

    [Fact]
    public void UseBatchStatistics_PutsThemBeforeTheNormalization()
    {
        NetworkGraph before = FuseIntoBatchNorm.Run(Declared("[Input(4, 4, 2)]\n[BatchNorm, Relu]\n[MeanSquaredError]"), isTraining: true);
        NetworkGraph after = UseBatchStatistics.Run(before);
        Assert.IsType<BatchStatistics>(after.Nodes[1].Operator);
        Assert.Empty(after.Nodes[1].Parameters);
        Assert.Equal(new BatchNormalization(new BatchNorm(1e-5f, 0.1f), new Relu()), after.Nodes[2].Operator);
        Assert.Equal([0, 1], after.Nodes[2].Inputs);
        Assert.Equal((2, 2, 3), (after.Output, after.Logits, after.Loss));
        Assert.Equal(before.ParameterCount, after.ParameterCount);
    }

    [Theory]
    [InlineData("MaxPool(3, Stride = 2)")]
    [InlineData("MinPool(2)")]
    [InlineData("GlobalMaxPool")]
    public void KeepPoolArgMax_IsForPoolsWhoseGradientIsWanted(string pool)
    {
        NetworkGraph graph =
            Declared($"[Input(16, 16, 2)]\n[{pool}, Conv(4, 1), Silu, {pool}]\n[MeanSquaredError]".Replace("GlobalMaxPool, Conv", "MaxPool(2), Conv"));
        NetworkGraph after = PassPipeline.Training(graph);
        Node[] pools = [.. after.Nodes.Where(node => node.Operator is WindowPool)];
        Assert.Equal([false, true], pools.Select(node => node.Operator is ExtremumPool { KeepsArgMax: true }));
        Assert.Single(after.Nodes, node => node.Operator is MaxPoolGradient);
    }

    /// <summary>A graph as it is declared; that some rows are never read does not matter here.</summary>
    private static NetworkGraph Backward(string layers) => FuseIntoInputGradient.Run(InputGradientIntoConvolution.Run(
        GradientBuilder.Run(FuseIntoConvolution.Run(Declared(layers), isTraining: true), new Add())));

    private static NetworkGraph Declared(string layers) => Assert.IsType<NetworkGraph>(NetworkPrograms.Build(layers).Graph);

    private static void AssertGraph(NetworkGraph graph, string expected)
    {
        Assert.Empty(GraphLegality.Violations(graph));
        Assert.Equal(expected.ReplaceLineEndings("\n"), GraphDump.Text(graph).TrimEnd());
    }
}
