namespace CnnGen.Generator.Tests.Diagnostics;

internal static partial class WrongNetworks
{
    /// <summary>What goes wrong when published networks are written down.</summary>
    private static WrongNetwork[] Published =>
    [
        new(
            "AlexNet at 224 without padding",
            """
            [Network]
            [Input(224, 224, 3)]
            [Conv(64, 11, Stride = [|4|]), Relu, MaxPool(3, Stride = [|2|])]
            [Conv(192, 5, Padding = 2), Relu, MaxPool(3, Stride = [|2|])]
            [Conv(384, 3, Padding = 1), Relu, Conv(256, 3, Padding = 1), Relu, Conv(256, 3, Padding = 1), Relu, MaxPool(3, Stride = [|2|])]
            [Dropout(0.5f), Dense(4096), Relu, Dropout(0.5f), Dense(4096), Relu, Dense(1000)]
            public partial class Net;
            """,
            "info CNN0110: conv1: (224 + 2·0 − 11)/4 leaves 1 over, so no window reads the last row and column of its input (Padding = 2 reads all; an "
            + "input of 223 or 227 fits exactly)",
            "info CNN0110: pool1: (54 + 2·0 − 3)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = 1 reads all; CeilMode "
            + "= true reads all)",
            "info CNN0110: pool2: (26 + 2·0 − 3)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = 1 reads all; CeilMode "
            + "= true reads all)",
            "info CNN0110: pool3: (12 + 2·0 − 3)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = 1 reads all; CeilMode "
            + "= true reads all)"),
        new(
            "VGG-16 at 16×16",
            """
            [Network]
            [Input(16, 16, 3)]
            [Conv(64, 3, Padding = 1), Relu, Conv(64, 3, Padding = 1), Relu, MaxPool(2)]
            [Conv(128, 3, Padding = 1), Relu, Conv(128, 3, Padding = 1), Relu, MaxPool(2)]
            [Conv(256, 3, Padding = 1), Relu, Conv(256, 3, Padding = 1), Relu, Conv(256, 3, Padding = 1), Relu, MaxPool(2)]
            [Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, MaxPool(2)]
            [Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, MaxPool([|2|])]
            [Dense(4096), Relu, Dense(4096), Relu, Dense(1000)]
            public partial class Net;
            """,
            "error CNN0101: pool5: window 2 does not fit the 1×1 input: ⌊(1 + 2·0 − 2)/2⌋ + 1 = 0. Use a window of at most 1 or padding of at least 1."),
        new(
            "ResNet-50 with the stride of a shortcut forgotten",
            """
            [Conv(nameof(width), 1, Bias = false), BatchNorm, Relu]
            [Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
            [Conv("4 * width", 1, Bias = false), BatchNorm(As = "residual")]
            [Conv("4 * width", 1, Bias = false, From = "input", Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
            [Add("residual"), Relu]
            public sealed class BottleneckAttribute(int width, int stride = 1) : BlockAttribute;

            [Network]
            [Input(224, 224, 3)]
            [Conv(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool(3, Stride = 2, Padding = 1)]
            [Bottleneck(64, Name = "layer1.0")]
            [[|Bottleneck|](128, 2, Name = "layer2.0")]
            [GlobalAveragePool, Dense(1000)]
            public partial class Net;
            """,
            "error CNN0105: layer2.0.add1 in Bottleneck(128, 2): layer2.0.downsample.1 is 56×56×512, but layer2.0.bn3 is 28×28×512. Add needs operands of "
            + "one shape."),
        new(
            "Inception-v4's head at 224",
            """
            [Conv(nameof(filters), 3, Stride = nameof(stride), Bias = false), BatchNorm(Epsilon = 0.001f), Relu]
            public sealed class UnitAttribute(int filters, int stride = 1) : BlockAttribute;

            [Network]
            [Input(224, 224, 3)]
            [Unit(32, [|2|]), Unit(32), Conv(64, 3, Padding = 1), Relu, MaxPool(3, Stride = 2)]
            [Unit(192), Unit(384, [|2|]), Unit(1024, 2), Unit(1536, [|2|])]
            [AveragePool([|8|]), Dense(1000)]
            public partial class Net;
            """,
            "info CNN0110: unit1.conv1 in Unit(32, 2): (224 + 2·0 − 3)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = "
            + "1 reads all; an input of 223 or 225 fits exactly)",
            "info CNN0110: unit4.conv1 in Unit(384, 2): (52 + 2·0 − 3)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = "
            + "1 reads all)",
            "info CNN0110: unit6.conv1 in Unit(1536, 2): (12 + 2·0 − 3)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = "
            + "1 reads all)",
            "error CNN0101: pool2: window 8 does not fit the 5×5 input: ⌊(5 + 2·0 − 8)/8⌋ + 1 = 0. Use a window of at most 5 or padding of at least 2."),
        new(
            "An inception block whose branches shrink differently",
            """
            [Conv(96, 1, As = "a")]
            [Conv(64, 1, From = "input"), Conv(96, 3, As = "b")]
            [MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv(96, 1, As = "c")]
            [Concat("a", "b", "c")]
            public sealed class InceptionAttribute : BlockAttribute;

            [Network]
            [Input(35, 35, 384)]
            [[|Inception|], GlobalAveragePool, Dense(10)]
            public partial class Net;
            """,
            "error CNN0106: inception1.concat1 in Inception(): inception1.conv1 is 35×35×96, but inception1.conv3 is 33×33×96. Concat needs operands of one "
            + "height and width; only the channels may differ."),
    ];
}
