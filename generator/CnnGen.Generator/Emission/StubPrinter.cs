using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Emission;

/// <summary>The members of a network with a wrong layer, so that one mistake does not become fifty errors. The analyzer's error keeps it from ever running.</summary>
internal static class StubPrinter
{
    public static EquatableArray<GeneratedFile> Print(GraphResult result)
    {
        NetworkSpec spec = result.Spec;
        TensorShape input = result.Outline.Input ?? default;
        TensorShape output = result.Outline.Output ?? default;
        string contract = result.Outline.Loss is null ? "INetwork" : "ITrainableNetwork";
        SourceWriter writer = new();
        TypeWrapper.File(writer, spec, ["System", "System.IO", "CnnGen", "CnnGen.Packing", "CnnGen.Runtime", "CnnGen.Threading", "CnnGen.Vectors"], nullable: true, () =>
        {
            writer.Line("// A layer of this network is wrong: see the errors on its declaration. These members only keep the rest of the program readable.");
            writer.Block($"partial {spec.Declaration.Keyword} {spec.Declaration.Name} : {contract}<{spec.Declaration.Name}>", () =>
            {
                writer.Line(
                    $""""
                    #pragma warning disable CS1591 // members of a network that does not compile yet
                    public const int InputHeight = {VectorSyntax.Invariant(input.Height)};
                    public const int InputWidth = {VectorSyntax.Invariant(input.Width)};
                    public const int InputChannels = {VectorSyntax.Invariant(input.Channels)};
                    public const int InputLength = InputHeight * InputWidth * InputChannels;
                    public const int OutputLength = {VectorSyntax.Invariant(output.Length)};
                    public const long ParameterCount = 0;
                    public const long MultiplyAdds = 0;
                    public const int ArenaBytes = 0;
                    public static string Summary => "";
                    private static readonly NetworkInfo s_info = null!;
                    private static readonly NetworkProgram s_program = null!;

                    """");
                writer.Line(MemberText.For(spec.Declaration.Name, result.Outline.Loss, hasBatchNorm: false));
            });
        });
        return [new GeneratedFile(NetworkPrinter.HintName(spec) + ".g.cs", writer.Parts)];
    }
}
