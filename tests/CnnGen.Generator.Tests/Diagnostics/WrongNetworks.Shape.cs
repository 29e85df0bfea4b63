namespace CnnGen.Generator.Tests.Diagnostics;

internal static partial class WrongNetworks
{
    private static WrongNetwork[] Shape =>
    [
        new(
            "Channels first",
            """
            [Network]
            [Input([|3|], 28, 32), Conv(6, 3), Dense(10)]
            public partial class Net;
            """,
            "info CNN0130: input: 3×28×32 is height × width × channels. If this is an image of 28 rows and 32 columns with 3 channels, write Input(28, 32, "
            + "3)."),
        new(
            "A kernel larger than its input",
            """
            [Network]
            [Input(28, 28, 1)]
            [Conv(6, 5), MaxPool(2), MaxPool(3)]
            [Conv(16, [|5|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: conv2: kernel 5 does not fit the 4×4 input: (4 + 2·0 − 5)/1 + 1 = 0. Use a kernel of at most 4 or padding of at least 1."),
        new(
            "A kernel larger than the height alone",
            """
            [Network]
            [Input(3, 20, 1), Conv(6, [|5|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: conv1: kernel height 5 does not fit the 3×20 input: (3 + 2·0 − 5)/1 + 1 = −1. Use a kernel height of at most 3 or PaddingHeight "
            + "of at least 1."),
        new(
            "A kernel width larger than its input",
            """
            [Network]
            [Input(20, 5, 1), Conv(6, 3, [|7|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: conv1: kernel width 7 does not fit the 20×5 input: (5 + 2·0 − 7)/1 + 1 = −1. Use a kernel width of at most 5 or PaddingWidth of "
            + "at least 1."),
        new(
            "A window where truncating division would find one output",
            """
            [Network]
            [Input(2, 2, 1), MaxPool([|3|], Stride = 2), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: pool1: window 3 does not fit the 2×2 input: ⌊(2 + 2·0 − 3)/2⌋ + 1 = 0. Use a window of at most 2 or padding of at least 1."),
        new(
            "A window larger than its input by a whole stride, though the size is rounded up",
            """
            [Network]
            [Input(2, 2, 1), AveragePool([|4|], Stride = 2, CeilMode = true), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: pool1: window 4 does not fit the 2×2 input: (2 + 2·0 − 4)/2 + 1 = 0. Use a window of at most 3 or padding of at least 1."),
        new(
            "A dilated kernel larger than its padded input",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, [|5|], Dilation = 3, Padding = 1), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: conv1: kernel 5 does not fit the 8×8 input: (8 + 2·1 − 3·(5 − 1) − 1)/1 + 1 = −2. Use a kernel of at most 4 or padding of at "
            + "least 3."),
        new(
            "Groups that do not divide the channels",
            """
            [Network]
            [Input(28, 28, 32)]
            [Conv(64, 3, Padding = 1, Groups = [|3|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0121: conv1: 3 groups do not divide 32 input channels and 64 filters evenly. Use Groups = 2."),
        new(
            "A depthwise convolution with fewer filters than channels",
            """
            [Network]
            [Input(28, 28, 96)]
            [Conv(64, 3, Padding = 1, Groups = [|96|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0121: conv1: 96 groups do not divide 96 input channels and 64 filters evenly. Use Groups = 32, or 96 filters."),
        new(
            "A normalisation that could divide by zero",
            """
            [Network]
            [Input(8, 8, 16)]
            [LocalResponseNorm([|0|]), LocalResponseNorm(5, Bias = [|0|]), LocalResponseNorm(5, Alpha = [|-1|])]
            [LocalResponseNorm(5, Beta = [|float.NaN|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: lrn1: the size is 0. Use at least 1.",
            "error CNN0122: lrn2: the bias is 0, so the divisor could be zero or not a number. Use more than 0.",
            "error CNN0122: lrn3: the alpha is −1, so the divisor could be zero or not a number. Use at least 0.",
            "error CNN0109: lrn4: the beta is NaN. Use a finite number."),
        new(
            "AlexNet's normalisation with ONNX's alpha",
            """
            [Network]
            [Input(55, 55, 96), LocalResponseNorm(5, Alpha = 1e-4f, Beta = 0.75f, Bias = [|2|]), Dense(10)]
            public partial class Net;
            """,
            "info CNN0123: lrn1: size 5, alpha 1e-4, beta 0.75 and bias 2 are the numbers of the AlexNet paper, where alpha is not divided by the size. Set "
            + "AlphaPerElement = true for the paper's layer."),
        new(
            "An output padding that is not less than the stride",
            """
            [Network]
            [Input(14, 14, 8), ConvTranspose(4, 3, Stride = 2, Padding = 1, OutputPadding = [|2|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0124: convtranspose1: output padding 2 is not less than the stride 2: the input of such a size would be one larger. Use at most 1."),
        new(
            "A transposed convolution whose padding takes everything away",
            """
            [Network]
            [Input(1, 1, 8), ConvTranspose(4, 3, Stride = 2, Padding = [|2|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0125: convtranspose1: nothing is left of the output: (1 − 1)·2 − 2·2 + 3 = −1. Use padding of at most 1."),
        new(
            "No groups at all, and groups behind a layer that is wrong",
            """
            [Network]
            [Input(28, 28, 8)]
            [Conv(64, 3, Groups = [|0|]), Conv(6, 3, Groups = [|4|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: conv1: the number of groups is 0. Use at least 1.",
            "error CNN0121: conv2: 4 groups do not divide 6 filters evenly. Use Groups = 3, or 4 filters."),
        new(
            "Pooling larger than its input in both axes, differently",
            """
            [Network]
            [Input(4, 6, 3), AveragePool([|[|7|]|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: pool1: window height 7 does not fit the 4×6 input: ⌊(4 + 2·0 − 7)/7⌋ + 1 = 0. Use a window height of at most 4 or PaddingHeight "
            + "of at least 2.",
            "error CNN0101: pool1: window width 7 does not fit the 4×6 input: ⌊(6 + 2·0 − 7)/7⌋ + 1 = 0. Use a window width of at most 4 or PaddingWidth of "
            + "at least 1."),
        new(
            "Every wrong layer, and only those",
            """
            [Network]
            [Input(8, 8, 1)]
            [Conv([|0|], 3), Relu, MaxPool(2)]
            [Conv(8, 99, Stride = [|0|]), Dense(10), Conv(4, [|3|])]
            public partial class Net;
            """,
            "error CNN0102: conv1: the number of filters is 0. Use at least 1.",
            "error CNN0102: conv2: the stride is 0. Use at least 1.",
            "error CNN0101: conv3: kernel 3 does not fit the 1×1 input: (1 + 2·0 − 3)/1 + 1 = −1. Use a kernel of at most 1 or padding of at least 1."),
        new(
            "An image of height zero",
            """
            [Network]
            [Input([|0|], 28, 1), Conv(6, 5), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: input: the height is 0. Use at least 1."),
        new(
            "A negative number of filters",
            """
            [Network]
            [Input(8, 8, 1), Conv([|-6|], 3), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: conv1: the number of filters is −6. Use at least 1."),
        new(
            "A kernel of size zero",
            """
            [Network]
            [Input(8, 8, 1), Conv(6, [|0|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: conv1: the kernel size is 0. Use at least 1."),
        new(
            "A stride of zero",
            """
            [Network]
            [Input(8, 8, 1), Conv(6, 3, Stride = [|0|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: conv1: the stride is 0. Use at least 1."),
        new(
            "A negative stride in one axis",
            """
            [Network]
            [Input(8, 8, 1), MaxPool(2, StrideWidth = [|-2|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: pool1: the stride is −2. Use at least 1."),
        new(
            "A dilation of zero",
            """
            [Network]
            [Input(8, 8, 1), Conv(6, 3, DilationHeight = [|0|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: conv1: the dilation is 0. Use at least 1."),
        new(
            "A dense layer without units",
            """
            [Network]
            [Input(8, 8, 1), Dense([|0|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: fc1: the number of units is 0. Use at least 1."),
        new(
            "Negative padding",
            """
            [Network]
            [Input(8, 8, 1), Conv(6, 3, Padding = [|-2|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0103: conv1: the padding is −2. Use 0 or more, or Padding.Same."),
        new(
            "Padding.Same with the padding of one side",
            """
            [Network]
            [Input(8, 8, 1), Conv(6, 3, Padding = Padding.Same, PaddingTop = [|2|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0104: conv1: PaddingTop contradicts Padding: Padding.Same decides both sides of an axis. Use numbers for both, or Same for "
            + "PaddingHeight."),
        new(
            "Padding.Same for one side",
            """
            [Network]
            [Input(8, 8, 1), Conv(6, 3, PaddingLeft = [|Padding.Same|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0104: conv1: PaddingLeft contradicts PaddingLeft itself: Padding.Same decides both sides of an axis. Use numbers for both, or Same "
            + "for PaddingWidth."),
        new(
            "Operands of Add with different shapes",
            """
            [Network]
            [Input(28, 28, 3)]
            [Conv(16, 3, Padding = 1, As = "trunk"), Relu]
            [Conv(32, 3, Padding = 1, Stride = 2), Add([|"trunk"|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0105: add1: conv2 is 14×14×32, but conv1 is 28×28×16. Add needs operands of one shape."),
        new(
            "Operands of Concat with different sizes",
            """
            [Network]
            [Input(28, 28, 3)]
            [Conv(16, 3, Padding = 1, As = "left")]
            [Conv(16, 5, From = "input", As = "right"), Concat("left", [|"right"|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0106: concat1: conv1 is 28×28×16, but conv2 is 24×24×16. Concat needs operands of one height and width; only the channels may differ."),
        new(
            "Operands of Concat below each other with different widths",
            """
            [Network]
            [Input(28, 28, 3)]
            [Conv(16, 3, Padding = 1, As = "upper")]
            [Conv(16, 5, From = "input", As = "lower"), Concat("upper", [|"lower"|], Axis = ImageAxis.Rows), Dense(10)]
            public partial class Net;
            """,
            "error CNN0106: concat1: conv1 is 28×28×16, but conv2 is 24×24×16. Concat needs operands of one width and as many channels; only the heights "
            + "may differ."),
        new(
            "A slice that ends outside",
            """
            [Network]
            [Input(28, 28, 3), Conv(16, 3), Slice(ImageAxis.Channels, 8, [|16|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0126: slice1: channels 8 to 23 of 26×26×16, which has 16 channels. Use a part of it: take at most 8 from 8 on."),
        new(
            "Groups of a shuffle that do not divide",
            """
            [Network]
            [Input(28, 28, 3), Conv(16, 3), ChannelShuffle([|3|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0127: shuffle1: 3 groups does not divide 16 channels. The nearest that does is 2 groups."),
        new(
            "A reshape to fewer values",
            """
            [Network]
            [Input(4, 4, 6), Reshape(8, 1, [|10|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0128: reshape1: 4×4×6 has 96 values, but 8·1·10 is 80; 12 channels would fit"),
        new(
            "Padding as large as the pooling window",
            """
            [Network]
            [Input(8, 8, 1), MaxPool(2, Padding = [|2|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0107: pool1: with padding 2 the first window of 2 would see nothing but padding. Use padding of at most 1."),
        new(
            "More activations than fit one buffer",
            """
            [Network]
            [Input(4096, 4096, 3), [|Conv|](64, 3), Dense(10)]
            public partial class Net;
            """,
            "error CNN0108: conv1: too large: 1,072,693,504 values (4094×4094×64); the limit is 536,870,911 values an image, all layers together"),
        new(
            "More weights than fit one buffer",
            """
            [Network]
            [Input(1024, 1024, 3), [|Dense|](100000)]
            public partial class Net;
            """,
            "error CNN0108: fc1: too large: 314,572,800,000 weights; the limit is 536,870,911 parameters a network"),
        new(
            "A number of units past all sense",
            """
            [Network]
            [Input(8, 8, 1), Dense([|2000000000|])]
            public partial class Net;
            """,
            "error CNN0108: fc1: too large: number of units 2,000,000,000; the limit is 16,777,216"),
        new(
            "A slope that is no number",
            """
            [Network]
            [Input(8, 8, 1), LeakyRelu([|float.NaN|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0109: leakyrelu1: the slope is NaN. Use a finite number."),
        new(
            "AlexNet's image of 224",
            """
            [Network]
            [Input(224, 224, 3), Conv(96, 11, Stride = [|4|]), Dense(10)]
            public partial class Net;
            """,
            "info CNN0110: conv1: (224 + 2·0 − 11)/4 leaves 1 over, so no window reads the last row and column of its input (Padding = 2 reads all; an "
            + "input of 223 or 227 fits exactly)"),
        new(
            "A row and a column that no window reads",
            """
            [Network]
            [Input(29, 29, 1), Conv(4, 3), MaxPool([|2|]), Dense(10)]
            public partial class Net;
            """,
            "info CNN0110: pool1: (27 + 2·0 − 2)/2 leaves 1 over, so no window reads the last row and column of its input (Padding = 1 reads all; CeilMode "
            + "= true reads all)"),
        new(
            "Columns that no window reads",
            """
            [Network]
            [Input(16, 18, 1), Conv(4, 4, Stride = [|4|]), Dense(10)]
            public partial class Net;
            """,
            "info CNN0110: conv1: (18 + 2·0 − 4)/4 leaves 2 over, so no window reads the last 2 columns of its input (PaddingWidth = 1 reads all; an input "
            + "of 16 or 20 fits exactly)"),
        new(
            "Operands of Multiply with different shapes",
            """
            [Network]
            [Input(8, 8, 3), Conv(16, 3, Padding = 1, As = "image")]
            [GlobalAveragePool, Dense(4), Relu, Dense(8), Sigmoid]
            [Multiply([|"image"|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0111: multiply1: conv1 is 8×8×16, but sigmoid1 is 8. Multiply needs operands of one shape, or vectors of 16 that scale the channels."),
        new(
            "The bounds of Clip the wrong way round",
            """
            [Network]
            [Input(8, 8, 3), Conv(16, 3), Clip([|6|], 0), Dense(10)]
            public partial class Net;
            """,
            "error CNN0112: clip1: no number lies between 6 and 0. The first bound must be less than the second."),
        new(
            "A negative number of rows around the image",
            """
            [Network]
            [Input(8, 8, 3), ZeroPad(0, [|-1|], 1, 1), Dense(10)]
            public partial class Net;
            """,
            "error CNN0103: pad1: the padding is −1. Use 0 or more."),
        new(
            "A scale that would need too many loops",
            """
            [Network]
            [Input(8, 8, 3), Upsample([|16|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0108: upsample1: too large: scale 16; the limit is 8"),
        new(
            "Curves with arguments that are no numbers",
            """
            [Network]
            [Input(8, 8, 3), Elu([|float.PositiveInfinity|]), HardSigmoid(Alpha = [|float.NaN|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0109: elu1: the alpha is Infinity. Use a finite number.",
            "error CNN0109: hardsigmoid1: the alpha is NaN. Use a finite number."),
    ];
}
