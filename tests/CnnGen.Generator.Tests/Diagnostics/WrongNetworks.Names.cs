namespace CnnGen.Generator.Tests.Diagnostics;

internal static partial class WrongNetworks
{
    private static WrongNetwork[] Names =>
    [
        new(
            "A name that no tensor can have",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, Name = [|"half \uD83D"|]), Relu(As = [|""|]), Dense(2)]
            public partial class Net;
            """,
            "error CNN0012: conv1: 'half \\uD83D' cannot be a name: half of a surrogate pair is no character",
            "error CNN0012: relu1: '' cannot be a name: it is empty"),
        new(
            "A name twice",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, Name = "stem"), Conv(4, 3, Name = [|"stem"|]), Dense(2)]
            public partial class Net;
            """,
            "error CNN0013: conv2: 'stem' already names layer 1, Conv. Choose another name."),
        new(
            "A name that another layer has by default",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, Name = [|"conv2"|]), Conv(4, 3), Dense(2)]
            public partial class Net;
            """,
            "error CNN0013: conv1: 'conv2' already names layer 2, Conv. Choose another name."),
        new(
            "A label twice",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "a"), Conv(4, 1, As = [|"a"|]), Add("a"), Dense(2)]
            public partial class Net;
            """,
            "error CNN0013: conv2: 'a' already names the output of conv1. Choose another name."),
        new(
            "A label that is the input's",
            """
            [Network]
            [Input(8, 8, 1), Conv(1, 3, Padding = 1, As = [|"input"|]), Add("input"), Dense(2)]
            public partial class Net;
            """,
            "error CNN0013: conv1: 'input' already names layer 0, Input. Choose another name."),
        new(
            "An unknown label",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "residual"), Relu(From = [|"residul"|]), Dense(2)]
            public partial class Net;
            """,
            "error CNN0014: relu1: no layer before it has the name or label 'residul'; did you mean 'residual'?"),
        new(
            "An unknown operand",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "left"), Conv(4, 1), Add("left", [|"sidepath"|]), Dense(2)]
            public partial class Net;
            """,
            "error CNN0014: add1: no layer before it has the name or label 'sidepath'"),
        new(
            "A label of a later layer",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), Add([|"late"|]), Conv(4, 1, As = "late"), Dense(2)]
            public partial class Net;
            """,
            "error CNN0015: add1: 'late' is not yet computed here. A layer reads only layers that stand before it."),
        new(
            "A layer that reads itself",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), Relu(As = "again", From = [|"again"|]), Dense(2)]
            public partial class Net;
            """,
            "error CNN0015: relu1: 'again' is not yet computed here. A layer reads only layers that stand before it."),
        new(
            "Nothing to add",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), [|Add|], Dense(2)]
            public partial class Net;
            """,
            "error CNN0020: add1: Add needs the label of another layer. With one label it joins that layer and the one before."),
        new(
            "From beside two operands",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "a"), Conv(4, 1, As = "b"), Add("a", "b", From = [|"a"|]), Dense(2)]
            public partial class Net;
            """,
            "error CNN0018: add1: From = \"a\" has no meaning beside 2 operands, which are all that is joined. Make it an operand."),
        new(
            "A label that nobody takes",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = [|"skip"|]), Relu, Dense(2)]
            public partial class Net;
            """,
            "info CNN0016: conv1: no layer takes the label 'skip'"),
        new(
            "A branch that nobody reads",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "stem"), Conv(4, 1), [|Relu|], Conv(8, 1, From = "stem"), Dense(2)]
            public partial class Net;
            """,
            "warning CNN0017: relu1: nothing reads its output, so 'Net' is the same without it. Join it with Add or Concat, or remove it."),
    ];
}
