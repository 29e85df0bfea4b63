using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Passes;
using CnnGen.Geometry;
using Xunit;

namespace CnnGen.Generator.Tests.Passes;

/// <summary>A leaky ReLU that falls and rises: a maximum may not be taken before it, and its output does not tell its input's sign.</summary>
public sealed class NegativeSlopeTests
{
    private const float Slope = -0.3f;

    [Fact]
    public void InInference_ThePoolStaysBehindTheActivation() =>
        Assert.IsType<MaxPool>(Assert.Single(FuseIntoConvolution.Run(ConvLeakyPool(Slope), isTraining: false).Nodes.Skip(2)).Operator);

    [Fact]
    public void InTraining_TheConvolutionDoesNotApplyIt() =>
        Assert.IsType<LeakyRelu>(FuseIntoConvolution.Run(ConvLeakyPool(Slope), isTraining: true).Nodes[2].Operator);

    [Fact]
    public void APositiveSlope_IsFusedWithThePool() =>
        Assert.Equal(2, FuseIntoConvolution.Run(ConvLeakyPool(-Slope), isTraining: true).Nodes.Count);

    private static NetworkGraph ConvLeakyPool(float slope)
    {
        WindowAxis kernel = new(8, 3, 1, 1, 1, 1);
        WindowAxis window = new(8, 2, 2, 1, 0, 0);
        Convolution convolution = new(kernel, kernel, 4, HasBias: false);
        TensorShape shape = new(8, 8, 4);
        EquatableArray<Node> nodes =
        [
            new("input", new InputOperator(), [], shape, []),
            new("conv1", convolution, [0], shape, convolution.Parameters("conv1", [shape])),
            new("leakyrelu1", new LeakyRelu(slope), [1], shape, []),
            new("pool1", new MaxPool(window, window), [2], new(4, 4, 4), []),
        ];
        return new NetworkGraph(nodes, 3, 3, -1);
    }
}
