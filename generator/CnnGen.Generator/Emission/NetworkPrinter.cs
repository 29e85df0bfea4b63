using System.Globalization;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>The files of one network: the class with its table and members, what the library is told of it, and for each width a file a program.</summary>
internal sealed class NetworkPrinter(CompiledNetwork network)
{
    private readonly string _class = network.Spec.Declaration.Name;
    private readonly EquatableArray<string> _table = NetworkTable.Lines(network.Spec.Name, network.Graph);

    /// <summary>The class with its table and members.</summary>
    public static GeneratedFile PrintClass(CompiledNetwork network) =>
        new(GeneratedNames.FileStem(network.Spec) + ".g.cs", new NetworkPrinter(network).PrintClass());

    /// <summary>What the library is told: sizes, tensors, and the program of the width that the processor has.</summary>
    public static GeneratedFile PrintProgram(CompiledNetwork network) =>
        new(GeneratedNames.FileStem(network.Spec) + ".Program.g.cs", new NetworkPrinter(network).PrintProgram());

    /// <summary>The programs of one width, a file each.</summary>
    public static EquatableArray<GeneratedFile> PrintPrograms(NetworkSpec spec, WidthPrograms width)
    {
        string name = GeneratedNames.FileStem(spec);
        List<GeneratedFile> files = [PrintProgram(spec, name + ".Forward", width.Forward, ProgramPurpose.Forward)];
        if (width.Training is { } training)
        {
            files.Add(PrintProgram(spec, name + ".Backward", training, ProgramPurpose.Training));
        }

        if (width.Inspection is { } inspection)
        {
            files.Add(PrintProgram(spec, name + ".Inspection", inspection, ProgramPurpose.Inspection));
        }

        return files.ToEquatableArray();
    }

    private static GeneratedFile PrintProgram(NetworkSpec spec, string name, LoweredProgram program, ProgramPurpose purpose)
    {
        string width = program.Target.Lanes == 1 ? "Scalar" : "Vector" + VectorSyntax.Invariant(program.Target.VectorBits);
        SourceWriter writer = new();
        TypeWrapper.Code(
            writer,
            spec,
            [
                "System",
                "System.Runtime.CompilerServices",
                "System.Runtime.Intrinsics",
                "CnnGen.Packing",
                "CnnGen.Runtime",
                "CnnGen.Threading",
                "CnnGen.Vectors"
            ],
            program.Target.Lanes == 1 ? 0 : program.Target.VectorBits,
            nullable: false,
            () => new ProgramPrinter(writer, program, purpose).Print());
        return new GeneratedFile($"{name}.{width}.g.cs", writer.Parts);
    }

    private EquatableArray<string> PrintClass()
    {
        SourceWriter writer = new();
        TypeWrapper.PartOfClass(
            writer,
            network.Spec,
            isFileScoped: true,
            () =>
            {
                PrintRemarks(writer);
                string type = GeneratedNames.Reference(network.Spec);
                string contract = network.Graph.IsTrainable ? "ITrainableNetwork" : "INetwork";
                string inspectable = network.Spec.IsInspectable ? $", global::CnnGen.IInspectableNetwork<{type}>" : "";
                writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"CnnGen\", \"{GeneratorVersion.Text}\")]");
                writer.Block(
                    $"partial {network.Spec.Declaration.Keyword} {_class} : global::CnnGen.{contract}<{type}>{inspectable}",
                    () => PrintMembers(writer));
            });
        return writer.Parts;
    }

    private EquatableArray<string> PrintProgram()
    {
        SourceWriter writer = new();
        TypeWrapper.Code(writer, network.Spec, ["System.Runtime.Intrinsics", "CnnGen", "CnnGen.Runtime"], vectorBits: 0, nullable: true, () =>
        {
            writer.Line($"/// <summary>What is known of the network {network.Spec.Name} before it runs.</summary>");
            PrintInfo(writer);
            writer.Line();
            ProgramSelectionPrinter.Print(writer, network);
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

        writer.Line("/// </code>An instance is used by one thread at a time; <see cref=\"ShareWeights()\"/> gives another thread its own.</remarks>");
    }

    private void PrintMembers(SourceWriter writer)
    {
        NetworkPorts ports = NetworkPorts.Of(network.Graph);
        NetworkSizes sizes =
            new(NetworkSizes.InputOf(ports), network.Graph.OutputLength, network.Graph.ParameterCount, network.Graph.MultiplyAdds, ArenaBytes());
        bool hasBatchNorm = network.Graph.Nodes.Any(node => node.Operator is BatchNorm);
        writer.Line(MemberText.Print([
            .. MemberText.Constants(sizes),
            .. MemberText.Members(network.Spec, ports, hasBatchNorm, GeneratedNames.TypeReference(network.Spec))
        ]));
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

    private static string Initializer(ParameterSpec tensor)
    {
        List<string> properties = [];
        if (tensor.Initial is { } initial)
        {
            properties.Add($"Initial = {VectorSyntax.Float(initial)}");
        }

        if (tensor.Values.Count > 0)
        {
            properties.Add($"InitialValues = [{string.Join(", ", tensor.Values.Select(VectorSyntax.Float))}]");
        }

        if (tensor.IsFrozen)
        {
            properties.Add("IsFrozen = true");
        }

        return properties.Count == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
    }

    private static void PrintPorts(string name, EquatableArray<NetworkPort> ports, SourceWriter writer)
    {
        int offset = 0;
        List<string> values = [];
        foreach (NetworkPort port in ports)
        {
            TensorShape shape = port.Shape!.Value;
            values.Add(FormattableString.Invariant($"new({VectorSyntax.Text(port.Name)}, {shape.Height}, {shape.Width}, {shape.Channels}, {offset})"));
            offset += shape.Length;
        }

        writer.Line($"{name} = [{string.Join(", ", values)}],");
    }

    private void PrintInfo(SourceWriter writer)
    {
        NetworkPorts ports = NetworkPorts.Of(network.Graph);
        TensorShape input = NetworkSizes.InputOf(ports);
        writer.Block(
            "public static readonly NetworkInfo Info = new()",
            () =>
            {
                writer.Line($"Name = \"{network.Spec.Name}\",");
                writer.Line($"InputHeight = {VectorSyntax.Invariant(input.Height)},");
                writer.Line($"InputWidth = {VectorSyntax.Invariant(input.Width)},");
                writer.Line($"InputChannels = {VectorSyntax.Invariant(input.Channels)},");
                writer.Line($"OutputLength = {VectorSyntax.Invariant(network.Graph.OutputLength)},");
                if (ports.AreSeveral)
                {
                    PrintPorts("Inputs", ports.Inputs, writer);
                    PrintPorts("Outputs", ports.Outputs, writer);
                }

                if (LossSyntax.Print(network.Graph) is { Count: > 0 } losses)
                {
                    writer.Line("Losses =");
                    writer.Line("[");
                    writer.Deeper(() =>
                    {
                        foreach (string loss in losses)
                        {
                            writer.Line(loss);
                        }
                    });
                    writer.Line("],");
                }

                writer.Line($"ParameterCount = {network.Graph.ParameterCount.ToString(CultureInfo.InvariantCulture)},");
                writer.Line($"MultiplyAdds = {network.Graph.MultiplyAdds.ToString(CultureInfo.InvariantCulture)},");
                writer.Line($"ArenaBytes = {VectorSyntax.Invariant(ArenaBytes())},");
                writer.Line("Summary =");
                writer.Deeper(() =>
                {
                    writer.Line("\"\"\"");
                    foreach (string line in _table)
                    {
                        writer.Verbatim(line);
                    }

                    writer.Line("\"\"\",");
                });
                writer.Line("Parameters =");
                writer.Line("[");
                writer.Deeper(() =>
                {
                    foreach (PlacedParameter placed in network.Parameters.Tensors)
                    {
                        ParameterSpec tensor = placed.Parameter;
                        string shape = string.Join(", ", tensor.Shape.Select(VectorSyntax.Invariant));
                        writer.Line(
                            $"new ParameterTensor({VectorSyntax.Text(tensor.Name)}, [{shape}], {VectorSyntax.Invariant(placed.Offset)}, "
                            + $"{VectorSyntax.Invariant(tensor.ReductionLength)}, ParameterRole.{tensor.Role})"
                            + Initializer(tensor) + ",");
                    }
                });
                writer.Line("],");
            },
            "};");
    }
}
