namespace CnnGen.Generator.Tests.Diagnostics;

internal static partial class WrongNetworks
{
    private static WrongNetwork[] Blocks =>
    [
        new(
            "A layer in a block that does not fit",
            """
            [Conv(nameof(width), 1), Relu]
            [Conv(nameof(width), 5)]
            public sealed class BottleneckAttribute(int width, int stride = 1) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), Bottleneck(8), [|Bottleneck|](64, 2, Name = "layer1.0"), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: layer1.0.conv2 in Bottleneck(64, 2): kernel 5 does not fit the 4×4 input: (4 + 2·0 − 5)/1 + 1 = 0. Use a kernel of at most 4 or "
            + "padding of at least 1."),
        new(
            "An argument of a block that makes a layer in it wrong",
            """
            [Conv("2 * width", nameof(kernel)), Relu]
            public sealed class UnitAttribute(int width, int kernel) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), Unit(4, [|9|]), Unit([|0|], 3), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: unit1.conv1 in Unit(4, 9): kernel 9 does not fit the 8×8 input: (8 + 2·0 − 9)/1 + 1 = 0. Use a kernel of at most 8 or padding "
            + "of at least 1.",
            "error CNN0102: unit2.conv1 in Unit(0, 3): the number of filters is 0. Use at least 1."),
        new(
            "A shortcut whose stride was forgotten",
            """
            [Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1), Relu]
            [Conv(nameof(width), 3, Padding = 1, As = "residual")]
            [Conv(nameof(width), 1, From = "input", Name = "downsample.0")]
            [Add("residual"), Relu]
            public sealed class BasicAttribute(int width, int stride = 1) : BlockAttribute;

            [Network]
            [Input(32, 32, 16), Basic(16), [|Basic|](32, 2, Name = "layer2.0"), Dense(10)]
            public partial class Net;
            """,
            "error CNN0105: layer2.0.add1 in Basic(32, 2): layer2.0.downsample.0 is 32×32×32, but layer2.0.conv2 is 16×16×32. Add needs operands of one "
            + "shape."),
        new(
            "A block within a block, with a mistake inside",
            """
            [Conv(nameof(filters), nameof(kernel))]
            public sealed class UnitAttribute(object filters, object kernel) : BlockAttribute;

            [Unit("width / 2", 1), Unit(nameof(width), "2 * radius + 1")]
            public sealed class CellAttribute(int width, int radius) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), Cell(4, [|4|], Name = "cell"), Dense(10)]
            public partial class Net;
            """,
            "error CNN0101: cell.unit2.conv1 in Unit(4, 9) in Cell(4, 4): kernel 9 does not fit the 8×8 input: (8 + 2·0 − 9)/1 + 1 = 0. Use a kernel of at "
            + "most 8 or padding of at least 1."),
        new(
            "A condition that is no comparison",
            """
            [Conv(4, 1), Relu(When = [|"stride = 1"|])]
            public sealed class UnitAttribute(int stride) : BlockAttribute;
            """,
            "error CNN0025: relu1: \"stride = 1\" is no expression: '=' stands where it should end or go on with an operator. Use whole numbers, parameters,"
            + " + − × ÷ and parentheses."),
        new(
            "A repetition without an end",
            """
            [Conv(4, 1, Repeat = "input.Channels - 4")]
            public sealed class UnitAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 3), [|Unit|], Dense(10)]
            public partial class Net;
            """,
            "error CNN0102: unit1.conv1 in Unit(): the number of repetitions is −1. Use at least 1."),
        new(
            "A block without layers",
            """
            public sealed class [|StemAttribute|] : BlockAttribute;

            [Network]
            [Input(8, 8, 3), [|Stem|], Dense(10)]
            public partial class Net;
            """,
            "error CNN0022: Block 'Stem' has no layers. Declare its body as layer attributes on its class.",
            "error CNN0022: Block 'Stem' has no layers. Declare its body as layer attributes on its class."),
        new(
            "An input in a block",
            """
            [[|Input|](8, 8, 3), Conv(4, 3)]
            public sealed class StemAttribute : BlockAttribute;
            """,
            "error CNN0023: Input cannot stand in block 'Stem': its input is that of the layer before its use, which the body calls \"input\""),
        new(
            "A loss in a block",
            """
            [Dense(10), [|SoftmaxCrossEntropy|]]
            public sealed class HeadAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 3), [|Head|]]
            public partial class Net;
            """,
            "error CNN0023: SoftmaxCrossEntropy cannot stand in block 'Head': a loss is the last layer of a network",
            "error CNN0023: SoftmaxCrossEntropy cannot stand in block 'Head': a loss is the last layer of a network"),
        new(
            "A block that is marked as a network",
            """
            [[|Network|], Conv(4, 3)]
            public sealed partial class StemAttribute : BlockAttribute;
            """,
            "error CNN0023: Network cannot stand in block 'Stem': a block becomes part of the networks that use it"),
        new(
            "A block that contains itself",
            """
            [Conv(4, 3), [|Again|]]
            public sealed class AgainAttribute : BlockAttribute;
            """,
            "error CNN0024: Block 'Again' contains itself: Again → Again. Remove one of these uses, since a network is finite."),
        new(
            "Two blocks that contain each other",
            """
            [Conv(4, 3), [|Right|]]
            public sealed class LeftAttribute : BlockAttribute;

            [Relu, [|Left|]]
            public sealed class RightAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 3), [|Left|], Dense(10)]
            public partial class Net;
            """,
            "error CNN0024: Block 'Left' contains itself: Left → Right → Left. Remove one of these uses, since a network is finite.",
            "error CNN0024: Block 'Right' contains itself: Right → Left → Right. Remove one of these uses, since a network is finite.",
            "error CNN0024: Block 'Left' contains itself: Left → Right → Left. Remove one of these uses, since a network is finite."),
        new(
            "Expressions that are none",
            """
            [Conv([|"4 *"|], 3), Conv([|"(width"|], 3), Conv([|"width!"|], [|"3,"|]), Conv([|"99999999999"|], 1)]
            public sealed class StemAttribute(int width) : BlockAttribute;
            """,
            "error CNN0025: conv1: \"4 *\" is no expression: a number or a parameter is missing at its end. Use whole numbers, parameters, + − × ÷ and "
            + "parentheses.",
            "error CNN0025: conv2: \"(width\" is no expression: a ')' is missing. Use whole numbers, parameters, + − × ÷ and parentheses.",
            "error CNN0025: conv3: \"width!\" is no expression: '!' stands where it should end or go on with an operator. Use whole numbers, parameters, + "
            + "− × ÷ and parentheses.",
            "error CNN0025: conv3: \"3,\" is no expression: ',' stands where it should end or go on with an operator. Use whole numbers, parameters, + − × "
            + "÷ and parentheses.",
            "error CNN0025: conv4: \"99999999999\" is no expression: 99999999999 is no whole number up to 2,147,483,647. Use whole numbers, parameters, + − "
            + "× ÷ and parentheses."),
        new(
            "An unknown parameter",
            """
            [Conv([|"4 * witdh"|], 3)]
            public sealed class StemAttribute(int width) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), [|Stem|](4), Stem(8), Dense(10)]
            public partial class Net;
            """,
            "error CNN0026: conv1: 'witdh' is no parameter of block 'Stem'; did you mean 'width'?",
            "error CNN0026: stem1.conv1 in Stem(4): 'witdh' is no parameter of block 'Stem'; did you mean 'width'?"),
        new(
            "A parameter in a network",
            """
            [Network]
            [Input(8, 8, 3), Conv([|"width"|], 3), Dense(10)]
            public partial class Net;
            """,
            "error CNN0026: conv1: 'width' is no parameter of network 'Net', which has none"),
        new(
            "A padding in quotes",
            """
            [Network]
            [Input(8, 8, 3), Conv(4, 3, Padding = [|"same"|]), MaxPool(2, Padding = [|"VALID"|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0026: conv1: 'same' is no parameter of network 'Net', which has none; write Padding.Same without quotes",
            "error CNN0026: pool1: 'VALID' is no parameter of network 'Net', which has none; write Padding.Valid without quotes"),
        new(
            "A division that does not come out even",
            """
            [Conv("width / 2", 3)]
            public sealed class HalfAttribute(int width) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), Half(8), Half([|7|], Name = "odd"), Conv([|"8 / (3 - 3)"|], 1), Dense(10)]
            public partial class Net;
            """,
            "error CNN0027: odd.conv1 in Half(7): \"width / 2\" does not come out even: 7 / 2 leaves 1 over",
            "error CNN0027: conv1: \"8 / (3 - 3)\" does not come out even: a division by zero has no value"),
        new(
            "An expression beyond 32 bits",
            """
            [Conv("width * width", 3)]
            public sealed class SquareAttribute(int width) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), Square([|50000|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0028: square1.conv1 in Square(50000): \"width * width\" is too large: 50000 · 50000 = 2,500,000,000, beyond 32 bits"),
        new(
            "Arguments of the wrong type",
            """
            [Network]
            [Input(8, 8, 3), Conv([|4.5|], 3), Conv(4, 3, Stride = [|true|]), Conv(4, 3, Bias = [|1|]), MaxPool([|2L|]), Dropout([|true|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0029: conv1: filters is 4.5, not a whole number",
            "error CNN0029: conv2: Stride is true, not a whole number",
            "error CNN0029: conv3: Bias is 1, not true or false",
            "error CNN0029: pool1: size is of type long, not a whole number",
            "error CNN0029: dropout1: rate is true, not a number"),
        new(
            "A parameter of the wrong type",
            """
            [Conv("2 * rate", 3), Dropout(nameof(rate))]
            public sealed class StemAttribute(float rate) : BlockAttribute;

            [Network]
            [Input(8, 8, 3), Stem([|0.5f|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0029: stem1.conv1 in Stem(0.5): parameter 'rate' in \"2 * rate\" is 0.5, not a whole number"),
        new(
            "A label that no layer of the block has",
            """
            [Conv(4, 3, Padding = 1, As = "residual"), Add([|"residul"|])]
            public sealed class JoinAttribute(string skip) : BlockAttribute;

            [Network]
            [Input(8, 8, 4), [|Join|]("stem"), Dense(10)]
            public partial class Net;
            """,
            "error CNN0014: add1: no layer before it has the name or label 'residul'; did you mean 'residual'?",
            "error CNN0014: join1.add1 in Join(\"stem\"): no layer before it has the name or label 'residul'; did you mean 'residual'?"),
        new(
            "A label that is unknown where the block is used",
            """
            [Conv(4, 3, Padding = 1), Add(nameof(skip))]
            public sealed class JoinAttribute(string skip) : BlockAttribute;

            [Network]
            [Input(8, 8, 4), Conv(4, 1, As = "stem"), Join([|"stam"|]), Join([|"join2"|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0014: join1: no layer before it has the name or label 'stam'; did you mean 'stem'?",
            "error CNN0015: join2: 'join2' is not yet computed here. A layer reads only layers that stand before it."),
        new(
            "Two uses of a block with one name",
            """
            [Conv(4, 3, Name = "conv"), Relu(As = "out"), Conv(4, 1, From = "out")]
            public sealed class UnitAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 4), Unit(Name = "layer1"), Unit(Name = [|"layer1"|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0013: unit2: 'layer1' already names layer 1, Unit. Choose another name."),
        new(
            "A label of a block that is its input's",
            """
            [Conv(4, 3, As = [|"input"|]), Add("input")]
            public sealed class UnitAttribute : BlockAttribute;
            """,
            "error CNN0013: conv1: 'input' already names the block's input. Choose another name."),
        new(
            "A branch in a block that nobody reads",
            """
            [Conv(4, 3), Conv(4, 1, From = "input")]
            public sealed class UnitAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 4), [|Unit|], Unit, Dense(10)]
            public partial class Net;
            """,
            "warning CNN0017: unit1.conv1 in Unit(): nothing reads its output, so 'Net' is the same without it. Join it with Add or Concat, or remove it."),
        new(
            "A block after the loss",
            """
            [Conv(4, 3)]
            public sealed class UnitAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 4), Dense(10), SoftmaxCrossEntropy, [|Unit|]]
            public partial class Net;
            """,
            "error CNN0202: Unit stands after the loss SoftmaxCrossEntropy, which nothing can read. Put the loss last."),
    ];
}
