using System.Globalization;
using System.Text;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>The files of one network: the class with its table and members, and one file a width for the forward and for the backward pass.</summary>
internal sealed class NetworkPrinter(CompiledNetwork network)
{
    private readonly string _class = network.Spec.Declaration.Name;
    private readonly EquatableArray<string> _table = NetworkTable.Lines(network.Spec.Name, network.Graph);

    /// <summary>The class with its table and members.</summary>
    public static GeneratedFile PrintClass(CompiledNetwork network) => new(HintName(network.Spec) + ".g.cs", new NetworkPrinter(network).PrintClass());

    /// <summary>The programs of one width, a file each.</summary>
    public static EquatableArray<GeneratedFile> PrintPrograms(NetworkSpec spec, WidthPrograms width)
    {
        string name = HintName(spec);
        GeneratedFile forward = PrintProgram(spec, name + ".Forward", width.Forward, isTraining: false);
        return width.Training is { } training ? [forward, PrintProgram(spec, name + ".Backward", training, isTraining: true)] : [forward];
    }

    /// <summary>The full metadata name, so that networks of one name in two namespaces do not collide.</summary>
    public static string HintName(NetworkSpec spec)
    {
        StringBuilder name = new(spec.Namespace.Length == 0 ? "" : spec.Namespace + ".");
        foreach (TypeHeader type in spec.ContainingTypes)
        {
            name.Append(type.Name).Append('+');
        }

        return name.Append(spec.Declaration.Name).ToString().Replace("@", "");
    }

    private static GeneratedFile PrintProgram(NetworkSpec spec, string name, LoweredProgram program, bool isTraining)
    {
        string width = program.Target.Lanes == 1 ? "Scalar" : "Vector" + VectorSyntax.Invariant(program.Target.VectorBits);
        SourceWriter writer = new();
        TypeWrapper.File(
            writer,
            spec,
            ["System", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics", "CnnGen.Packing", "CnnGen.Runtime", "CnnGen.Threading", "CnnGen.Vectors"],
            nullable: false,
            () => writer.Block($"partial {spec.Declaration.Keyword} {spec.Declaration.Name}", () => new ProgramPrinter(writer, program, isTraining).Print()));
        return new GeneratedFile($"{name}.{width}.g.cs", writer.Parts);
    }

    private EquatableArray<string> PrintClass()
    {
        SourceWriter writer = new();
        TypeWrapper.File(
            writer,
            network.Spec,
            ["System", "System.IO", "System.Runtime.Intrinsics", "CnnGen", "CnnGen.Packing", "CnnGen.Runtime", "CnnGen.Threading", "CnnGen.Vectors"],
            nullable: true,
            () =>
            {
                PrintRemarks(writer);
                string contract = network.Graph.IsTrainable ? "ITrainableNetwork" : "INetwork";
                writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"CnnGen\", \"{GeneratorVersion.Text}\")]");
                writer.Block($"partial {network.Spec.Declaration.Keyword} {_class} : {contract}<{_class}>", () => PrintMembers(writer));
            });
        return writer.Parts;
    }

    private void PrintRemarks(SourceWriter writer)
    {
        writer.Line("/// <remarks><code>");
        foreach (string line in _table)
        {
            writer.Line("/// " + line.Replace("&", "&amp;").Replace("<", "&lt;"));
        }

        writer.Line("/// </code>An instance is used by one thread at a time; <see cref=\"ShareWeights\"/> gives another thread its own.</remarks>");
    }

    private void PrintMembers(SourceWriter writer)
    {
        TensorShape input = network.Graph.Input.Shape;
        int output = network.Graph.Nodes[network.Graph.Output].Shape.Length;
        Constant(writer, "int", "InputHeight", "Rows of an input image.", input.Height);
        Constant(writer, "int", "InputWidth", "Columns of an input image.", input.Width);
        Constant(writer, "int", "InputChannels", "Values a pixel of an input image.", input.Channels);
        Constant(writer, "int", "InputLength", "Values of an input image.", input.Length);
        Constant(writer, "int", "OutputLength", "Values of an output.", output);
        Constant(writer, "long", "ParameterCount", "Trainable parameters.", network.Graph.ParameterCount);
        Constant(writer, "long", "MultiplyAdds", "Multiply-adds of convolution and dense layers, an image.", network.Graph.MultiplyAdds);
        Constant(writer, "int", "ArenaBytes", "Planned memory of one inference, between input and output.", ArenaBytes());
        PrintSummary(writer);
        PrintInfo(writer);
        writer.Line();
        ProgramSelectionPrinter.Print(writer, network);
        writer.Line();
        Operators.Losses.Loss? loss = network.Graph.IsTrainable ? (Operators.Losses.Loss)network.Graph.Nodes[network.Graph.Loss].Operator : null;
        writer.Line(MemberText.For(_class, loss, network.Graph.Nodes.Any(node => node.Operator is Operators.Normalization.BatchNorm)));
    }

    private static void Constant(SourceWriter writer, string type, string name, string summary, long value)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"public const {type} {name} = {value.ToString(CultureInfo.InvariantCulture)};");
        writer.Line();
    }

    private int ArenaBytes()
    {
        int length = 0;
        foreach (WidthPrograms width in network.Programs)
        {
            length = Math.Max(length, width.Forward.ArenaLength + width.Forward.ScratchLength);
        }

        return length * sizeof(float);
    }

    private void PrintSummary(SourceWriter writer)
    {
        writer.Line("/// <summary>The table of layers, shapes, parameters and multiply-adds.</summary>");
        writer.Line("public static string Summary =>");
        writer.Deeper(() =>
        {
            writer.Line("\"\"\"");
            foreach (string line in _table)
            {
                writer.Line(line);
            }

            writer.Line("\"\"\";");
        });
        writer.Line();
    }

    private void PrintInfo(SourceWriter writer)
    {
        writer.Block(
            "private static readonly NetworkInfo s_info = new()",
            () =>
            {
                writer.Line($"Name = \"{network.Spec.Name}\",");
                writer.Line("InputHeight = InputHeight,\nInputWidth = InputWidth,\nInputChannels = InputChannels,\nOutputLength = OutputLength,");
                writer.Line("ParameterCount = ParameterCount,\nMultiplyAdds = MultiplyAdds,\nArenaBytes = ArenaBytes,\nSummary = Summary,");
                writer.Line("Parameters =");
                writer.Line("[");
                writer.Deeper(() =>
                {
                    foreach (PlacedParameter placed in network.Parameters.Tensors)
                    {
                        ParameterSpec tensor = placed.Parameter;
                        string shape = string.Join(", ", tensor.Shape.Select(VectorSyntax.Invariant));
                        writer.Line(
                            $"new ParameterTensor(\"{tensor.Name}\", [{shape}], {VectorSyntax.Invariant(placed.Offset)}, {VectorSyntax.Invariant(tensor.ReductionLength)}, ParameterRole.{tensor.Role}),");
                    }
                });
                writer.Line("],");
            },
            "};");
    }
}
