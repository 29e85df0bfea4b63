namespace CnnGen.Generator.Tests.Diagnostics;

internal static partial class WrongNetworks
{
    private static WrongNetwork[] Declaration =>
    [
        new(
            "The class is not partial",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public class [|Net|];
            """,
            "error CNN0001: 'Net' is a network, so it must be partial: its members are generated into another part"),
        new(
            "The class around it is not partial",
            """
            public class [|Outer|]
            {
                [Network, Input(8, 8, 1), Dense(2)]
                public partial class Net;
            }
            """,
            "error CNN0002: 'Outer' must be partial, since the network 'Net' is declared inside it"),
        new(
            "The class is generic",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial class [|Net|]<T>;
            """,
            "error CNN0003: Network 'Net' cannot be generated, since 'Net' has type parameters: the shapes of a network are fixed when it is compiled"),
        new(
            "The class around it is generic",
            """
            public partial class [|Outer|]<T>
            {
                [Network, Input(8, 8, 1), Dense(2)]
                public partial class Net;
            }
            """,
            "error CNN0003: Network 'Net' cannot be generated, since 'Outer' has type parameters: the shapes of a network are fixed when it is compiled"),
        new(
            "The class is file-local",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            file partial class [|Net|];
            """,
            "error CNN0004: Network 'Net' is file-local, but its members are generated into another file. Remove the modifier 'file'."),
        new(
            "The class is static",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public static partial class [|Net|];
            """,
            "error CNN0005: Network 'Net' is static. Declare it as an ordinary partial class, since its instances and their construction are generated."),
        new(
            "The class is abstract",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public abstract partial class [|Net|];
            """,
            "error CNN0005: Network 'Net' is abstract. Declare it as an ordinary partial class, since its instances and their construction are generated."),
        new(
            "The class is a record",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial record [|Net|];
            """,
            "error CNN0005: Network 'Net' is a record. Declare it as an ordinary partial class, since its instances and their construction are generated."),
        new(
            "The class has a primary constructor",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial class [|Net|](string path)
            {
                public string Path => path;
            }
            """,
            "error CNN0005: Network 'Net' is declared with a primary constructor. Declare it as an ordinary partial class, since its instances and their "
            + "construction are generated."),
        new(
            "The class has the name of a member",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial class [|Predict|];
            """,
            "error CNN0032: A network cannot be called 'Predict', since every network has a generated member of this name. Choose another name."),
        new(
            "The class has a member like a generated one",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial class Net
            {
                public int [|Threads|] => 4;

                public void [|Save|](string path) => System.Console.WriteLine(path);

                public float[] Forward(float[] image) => image;
            }
            """,
            "error CNN0033: 'Threads' is generated for network 'Net', so 'Net' cannot have a member of its own like that. Choose another name.",
            "error CNN0033: 'Save' is generated for network 'Net', so 'Net' cannot have a member of its own like that. Choose another name."),
        new(
            "The class has a constructor",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial class Net
            {
                public [|Net|]()
                {
                }
            }
            """,
            "error CNN0034: Network 'Net' is made by Create and Load, which give it weights; a constructor of its own would leave it without. Remove it, "
            + "and initialise members where they are declared."),
        new(
            "A member is required",
            """
            [Network, Input(8, 8, 1), Dense(2)]
            public partial class [|Net|]
            {
                public required string Label { get; set; }
            }
            """,
            "error CNN0005: Network 'Net' is derived from a class that has no constructor without parameters, or has required members. Declare it as an "
            + "ordinary partial class, since its instances and their construction are generated."),
        new(
            "Two declarations have layers",
            """
            [Network, Input(8, 8, 1), Conv(4, 3)]
            public partial class Net;

            [[|Relu|], Dense(2)]
            public partial class Net;
            """,
            "error CNN0006: These layers of 'Net' stand on a second declaration, so their order would be that of the files. Put all layers on one "
            + "declaration."),
        new(
            "Layers without [Network]",
            """
            [Input(8, 8, 1), Dense(2)]
            public partial class [|Net|];
            """,
            "warning CNN0007: 'Net' has layers but no [Network], so nothing is generated for it"),
        new(
            "No layers at all",
            """
            [[|Network|]]
            public partial class Net;
            """,
            "error CNN0008: Network 'Net' has no layers. Begin with [Input(height, width, channels)] and let the layers follow."),
        new(
            "Only an input",
            """
            [[|Network|], Input(8, 8, 1)]
            public partial class Net;
            """,
            "error CNN0008: Network 'Net' has no layers. Begin with [Input(height, width, channels)] and let the layers follow."),
        new(
            "No Input",
            """
            [[|Network|], Conv(4, 3), Relu]
            public partial class Net;
            """,
            "error CNN0009: Network 'Net' has no Input, so no shape is known. Put [Input(height, width, channels)] before the first layer."),
        new(
            "Input is not first",
            """
            [Network]
            [Conv(4, 3), [|Input|](8, 8, 1), Relu]
            public partial class Net;
            """,
            "error CNN0010: Input must be the first layer of 'Net', but 1 layer stands before it"),
        new(
            "A second Input without a name",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), [|Input|](6, 6, 4), Relu]
            public partial class Net;
            """,
            "error CNN0011: 'Net' has a second Input without a name. Give each of several its Name, which is a parameter of Forward, or remove one."),
        new(
            "An output that does not exist",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "boxes"), Relu, Conv(2, 1, As = "scores"), Output("boxes", [|"score"|])]
            public partial class Net;
            """,
            "error CNN0014: output1: no layer before it has the name or label 'score'; did you mean 'scores'?"),
        new(
            "An output twice",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "boxes"), Relu(As = "scores"), Output("boxes", "scores", [|"conv1"|])]
            public partial class Net;
            """,
            "error CNN0036: 'Net' gives 'conv1' already: as 'boxes'. Name each output once."),
        new(
            "Weights of other shapes",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), Conv(4, 3, Weights = [|"conv1"|])]
            public partial class Net;
            """,
            "error CNN0037: conv2 cannot use the weights of conv1: it needs [4, 4, 3, 3] for conv1.weight, which is [4, 1, 3, 3]"),
        new(
            "Weights of another kind",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), Dense(4, Weights = [|"conv1"|])]
            public partial class Net;
            """,
            "error CNN0037: fc1 cannot use the weights of conv1: it is Dense, the other Conv"),
        new(
            "Weights of a layer that does not exist",
            """
            [Network]
            [Input(8, 8, 4), Conv(4, 3), Conv(4, 3, Weights = [|"conv0"|])]
            public partial class Net;
            """,
            "error CNN0014: conv2: no layer before it has the name or label 'conv0'; did you mean 'conv1'?"),
        new(
            "A layer without weights that is frozen",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), Relu(Trainable = [|false|])]
            public partial class Net;
            """,
            "error CNN0038: relu1 has no weights that could be shared or left untrained. Remove the property."),
        new(
            "Values of another length",
            """
            [Network]
            [Input(8, 8, 1), Conv(1, 3, Values = [|new float[] { 1, 0, -1 }|])]
            public partial class Net;
            """,
            "error CNN0041: conv1 lists 3 values, but conv1.weight is [1, 1, 3, 3]. List as many as it has, in this order."),
        new(
            "A second Output",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, As = "boxes"), Relu(As = "scores"), Output("boxes"), [|Output|]("scores")]
            public partial class Net;
            """,
            "error CNN0035: 'Net' lists its outputs twice. Name them all in one [Output(\"boxes\", \"scores\")]."),
        new(
            "A prefix that no C function can have",
            """
            [Network, NativeExport([|"my-net"|])]
            [Input(8, 8, 1), Dense(2)]
            public partial class Net;
            """,
            "error CNN0040: 'Net': names of C functions cannot begin with 'my-net'. Give [NativeExport] a prefix of the letters a to z, digits and '_', no "
            + "digit first."),
        new(
            "A class's name that no C function can have",
            """
            [Network, [|NativeExport|]]
            [Input(8, 8, 1), Dense(2)]
            public partial class Größe;
            """,
            "error CNN0040: 'Größe': names of C functions cannot begin with 'größe'. Give [NativeExport] a prefix of the letters a to z, digits and '_', no "
            + "digit first."),
        new(
            "A layer of the user's own",
            """
            [Network]
            [Input(8, 8, 1), [|Swish|], Dense(2)]
            public partial class Net;

            public sealed class SwishAttribute : LayerAttribute;
            """,
            "error CNN0019: 'SwishAttribute' is derived from a layer attribute, but it is no layer that can be compiled"),
    ];
}
