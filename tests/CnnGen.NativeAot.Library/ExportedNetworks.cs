namespace CnnGen.NativeAot.Library;

/// <summary>Its functions begin with <c>lenet5_</c>.</summary>
[Network, NativeExport]
[Input(28, 28, 1)]
[Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
[Conv(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNet5;

/// <summary>A second network of the library, nested and with a prefix of its own.</summary>
public static partial class Small
{
    [Network, NativeExport("tiny_net")]
    [Input(4, 5, 2)]
    [Conv(3, 3), Relu, Dense(2)]
    internal sealed partial class Network;
}
