using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>
/// The members of a network that is not compiled, so that one mistake does not become fifty errors. An error about the network keeps them from ever running.
/// </summary>
internal static class StubPrinter
{
    // Earlier versions of C# know no static members of interfaces, and earlier still no namespace for a whole file.
    private const int VersionOfStaticInterfaceMembers = 11;
    private const int VersionOfFileScopedNamespaces = 10;

    /// <summary>One file.</summary>
    /// <param name="result">The network.</param>
    /// <param name="languageVersion">The version of C# that the file is compiled as.</param>
    public static EquatableArray<GeneratedFile> Print(GraphResult result, int languageVersion)
    {
        NetworkSpec spec = result.Spec;
        NetworkPorts ports = result.Outline.Ports;
        NetworkSizes sizes = new(NetworkSizes.InputOf(ports), ports.Outputs.Sum(output => output.Shape?.Length ?? 0), 0, 0, 0);
        string contract = ports.Losses.Count == 0 ? "INetwork" : "ITrainableNetwork";

        // An interface asks for all of its members.
        bool hasContract = languageVersion >= VersionOfStaticInterfaceMembers && spec.TakenMembers.Count == 0;
        string inspectable = spec.IsInspectable ? $", global::CnnGen.IInspectableNetwork<{GeneratedNames.Reference(spec)}>" : "";
        string bases = hasContract ? $" : global::CnnGen.{contract}<{GeneratedNames.Reference(spec)}>{inspectable}" : "";

        // The other members need the field, whatever it is called.
        string runtime = spec.TakenMembers.Contains(GeneratedMembers.Runtime) ? "_stub" + GeneratedMembers.Runtime : GeneratedMembers.Runtime;
        SourceWriter writer = new();
        TypeWrapper.PartOfClass(writer, spec, languageVersion >= VersionOfFileScopedNamespaces, () =>
        {
            writer.Line(
                "// Something about this network is wrong: see the errors on its declaration. These members only keep the rest of the program readable.");
            writer.Block($"partial {spec.Declaration.Keyword} {spec.Declaration.Name}{bases}", () => writer.Line(MemberText.Print(
                MemberText.Constants(sizes)
                    .Concat(MemberText.Members(spec, ports, hasBatchNorm: false, code: null, runtime))
                    .Where(member =>
                        (member.Key == GeneratedMembers.Runtime || !spec.TakenMembers.Contains(member.Key))
                            && (hasContract || !member.Text.Contains("INetwork<"))))));
        });
        return [new GeneratedFile(GeneratedNames.FileStem(spec) + ".g.cs", writer.Parts)];
    }
}
