using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Program;
using CnnGen.Geometry;
using Xunit;

namespace CnnGen.Generator.Tests.Passes;

/// <summary>Where batch norms go: into convolutions and dense layers, into a pass of their own, and in training into two nodes.</summary>
public sealed class FoldBatchNormTests
{
    private static readonly TensorShape s_image = new(8, 8, 3);

    [Fact]
    public void ConvolutionBatchNormActivationAndPool_AreOneKernel()
    {
        NetworkGraph graph = PassPipeline.Inference(Chain(new BatchNorm(1e-5f, 0.1f), new Relu(), Pool()));
        Assert.Empty(GraphLegality.Violations(graph));
        Node node = Assert.Single(graph.Nodes.Skip(1));
        Assert.True(node.Operator is FusedConvolution { Convolution.HasBias: true, Activation: Relu, Pool: not null });
        Assert.Equal(["conv1.weight", "conv1.bias"], node.Parameters.Select(tensor => tensor.Name));
        Assert.Equal("layer1", node.FoldedNorm!.Name);
        Assert.False(node.FoldedNorm.HasBias);
    }

    [Fact]
    public void TheFoldingItself_ChangesTheConvolutionAlone()
    {
        NetworkGraph graph = FoldBatchNorm.Run(Chain(new BatchNorm(1e-5f, 0.1f), new Relu()));
        Assert.Empty(GraphLegality.Violations(graph));
        Assert.Equal(
            """
            %0 = input: Input() → 8×8×3
            %1 = conv1: Conv 4 × 3×3, s 1, p 1(%0) → 8×8×4
            %2 = layer2: Relu(%1) → 8×8×4  ← output

            """,
            GraphDump.Text(graph));
    }

    [Fact]
    public void ABatchNormBehindAnActivation_IsAPassOfItsOwn_WithTheNextActivation()
    {
        NetworkGraph graph = PassPipeline.Inference(Chain(new Relu(), new BatchNorm(1e-5f, 0.1f), new Tanh()));
        Assert.Equal([typeof(InputOperator), typeof(FusedConvolution), typeof(FusedBatchNorm)], graph.Nodes.Select(node => node.Operator.GetType()));
        Assert.IsType<Tanh>(((FusedBatchNorm)graph.Nodes[2].Operator).Activation);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void AScale_IsPartOfTheConvolution_WhichHasABiasOnlyWhereItAddsOne(bool addsBias, bool hasBias)
    {
        NetworkGraph graph = PassPipeline.Inference(Chain(new Scale(0.5f, addsBias), new Relu()));
        Node node = Assert.Single(graph.Nodes.Skip(1));
        Assert.Equal(hasBias, Assert.IsType<FusedConvolution>(node.Operator).Convolution.HasBias);
        Assert.Equal(addsBias ? 2 : 1, node.FoldedNorm!.Tensors.Count);
    }

    [Fact]
    public void AConvolutionThatSomebodyElseReads_StaysAsItIs()
    {
        NetworkGraph chain = Chain(new BatchNorm(1e-5f, 0.1f));
        Node add = new("add1", new Add(), [1, 2], chain.Nodes[2].Shape, []);
        NetworkGraph graph = PassPipeline.Inference(chain with { Nodes = [.. chain.Nodes, add], Outputs = [new NetworkOutput(NetworkOutput.OnlyName, 3, 3)] });
        Assert.Null(graph.Nodes[1].FoldedNorm);
        Assert.Contains(graph.Nodes, node => node.Operator is FusedBatchNorm);
    }

    [Fact]
    public void OfTwoBatchNorms_TheFirstIsFolded()
    {
        NetworkGraph graph = PassPipeline.Inference(Chain(new BatchNorm(1e-5f, 0.1f), new BatchNorm(1e-5f, 0.1f)));
        Assert.Equal("layer1", graph.Nodes[1].FoldedNorm!.Name);
        Assert.IsType<FusedBatchNorm>(Assert.Single(graph.Nodes.Skip(2)).Operator);
    }

    [Fact]
    public void Training_IsCutBehindEachValueOfTheWholeBatch()
    {
        NetworkGraph chain = Chain(new BatchNorm(1e-5f, 0.1f), new Relu());
        int output = chain.Nodes.Count - 1;
        Node loss = new("loss", new MeanSquaredError(), [output], TensorShape.Vector(1), []);
        NetworkGraph graph = PassPipeline.Training(chain with { Nodes = [.. chain.Nodes, loss], Losses = [output + 1] });
        Assert.Empty(GraphLegality.Violations(graph));
        Assert.Equal(
            """
            %0 = input: Input() → 8×8×3
            %1 = conv1: Conv 4 × 3×3, s 1, p 1, no bias(%0) → 8×8×4
            %2 = layer1 statistics: mean and variance of each channel over the batch(%1) → 0
            %3 = layer1: BatchNorm, Relu(%1, %2) → 8×8×4  ← output
            %4 = loss: MeanSquaredError(%3) → 8×8×4
            %5 = layer1 weight gradient: BatchNorm, gradient of weights through Relu(%1, %2, %4, %3) → 0
            %6 = layer1 input gradient: BatchNorm, gradient of input through Relu(%5, %1, %2, %4, %3) → 8×8×4
            %7 = conv1 weight gradient: Conv 4 × 3×3, s 1, p 1, no bias, gradient of weights(%0, %6) → 0

            """,
            GraphDump.Text(graph));
        TrainingPhases phases = TrainingPhases.Of(graph);
        Assert.Equal(3, phases.Count);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2], phases.PhaseOf);
    }

    private static MaxPool Pool()
    {
        WindowAxis window = new(8, 2, 2, 1, 0, 0);
        return new MaxPool(window, window);
    }

    /// <summary>A convolution without bias and layers behind it.</summary>
    private static NetworkGraph Chain(params Operator[] layers)
    {
        WindowAxis kernel = new(8, 3, 1, 1, 1, 1);
        Convolution convolution = new(kernel, kernel, 4, HasBias: false) { Groups = 1 };
        TensorShape shape = new(8, 8, 4);
        List<Node> nodes =
        [
            new("input", new InputOperator(), [], s_image, []),
            new("conv1", convolution, [0], shape, convolution.Parameters("conv1", [s_image])),
        ];
        foreach (Operator layer in layers)
        {
            string name = $"layer{nodes.Count - 1}";
            TensorShape output = layer.OutputShape([shape]);
            nodes.Add(new Node(name, layer, [nodes.Count - 1], output, layer.Parameters(name, [shape])));
            shape = output;
        }

        return new NetworkGraph(nodes.ToEquatableArray(), nodes.Count - 1, nodes.Count - 1, -1);
    }
}
