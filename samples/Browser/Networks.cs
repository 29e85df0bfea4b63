using CnnGen;

// In the namespace of the files that are shared with samples/DigitReader.
namespace DigitReader
{
    /// <summary>The network that reads digits and learns to.</summary>
    [Network]
    [Input(28, 28, 1)]
    [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
    [Conv(16, 5), Relu, MaxPool(2)]
    [Dense(120), Relu]
    [Dense(84), Relu]
    [Dense(10)]
    [SoftmaxCrossEntropy]
    public sealed partial class LeNet5;
}

namespace CnnGen.Samples.Browser
{
    /// <summary>Its beginning, whose output is what the six filters of the first convolution see. Weights are taken from it.</summary>
    [Network]
    [Input(28, 28, 1)]
    [Conv(6, 5, Padding = Padding.Same), Relu]
    internal sealed partial class FirstMaps;

    /// <summary>The same up to the sixteen filters of the second.</summary>
    [Network]
    [Input(28, 28, 1)]
    [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
    [Conv(16, 5), Relu]
    internal sealed partial class SecondMaps;
}
