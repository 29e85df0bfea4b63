using System.Text;
using CnnGen.Generator.Model;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>Names of layers that other tools write, and worse ones: each compiles and its tensors keep it.</summary>
public class LayerNameTests
{
    private static readonly ProjectProperties s_twoWidths = ProjectProperties.FromXml("<P><CnnGenVectorWidths>256,32</CnnGenVectorWidths></P>");

    private const int NamesOfANetwork = 12;

    private static readonly string[] s_names =
    [
        "0",
            "4",
            "_",
            "__",
            "-a",
            ".a",
            "a.",
            "a..b",
            "_conv",
            "features.0",
            "ß",
            "卷积",
            "Größe",
            "İstanbul",
            "a\u0301",
            "😀",
            "layer/conv:0",
            "first layer",
            " ",
            "\t",
            "a\nb",
            "a\u2028b",
            "\"", "\"\"\"", "\\", "\\u000A", "*/", "//", "</code>", "&lt;", "{0}", "%s", "\0", "\u202E", "\uFFFF",
            "int", "class", "nint", "await", "field", "main", "finalize", "equals", "toString",
            "Vector256", "VectorMath", "MathF", "Math", "Span", "MethodImpl", "PartialVector", "Streaming", "DropoutMask", "LossMath",
            "step", "part", "parts", "tail", "features", "arena", "scratch", "packed", "input_", "output", "batch", "count", "n", "image",
            "forwardVector256", "trainingScalar", "packingSteps", "firstLayers", "run", "reduce", "info", "program", "selectProgram",
        ];

    public static TheoryData<int> Networks => new(Enumerable.Range(0, (s_names.Length + NamesOfANetwork - 1) / NamesOfANetwork));

    [Theory]
    [MemberData(nameof(Networks))]
    public void AnyName_CompilesAndStaysTheTensors(int network) => AssertCompiles([.. s_names.Skip(network * NamesOfANetwork).Take(NamesOfANetwork)]);

    [Fact]
    public void LongNames_Too() => AssertCompiles(new string('x', 5000), new string('x', 120), new string('y', 1023), new string('x', 5001));

    [Fact]
    public void NamesWithOneIdentifier_GetTwo()
    {
        string layers =
            string.Join(
                ", ",
                new[] { "a b", "a_b", "a.b", "a-b", "A_B", "a/b" }.Select(name =>
                    $"Conv(2, 1, Name = {Literal(name)}), Sigmoid(Name = {Literal(name + "?")})"));

        Assert.Empty(Compile(layers).Complaints());
    }

    [Fact]
    public void AThousandBlocksInEachOther_Compile()
    {
        StringBuilder source = new("using CnnGen; [Conv(2, 1)] public sealed class B0Attribute : BlockAttribute;\n");
        for (int i = 1; i < 1000; i++)
        {
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"[B{i - 1}] public sealed class B{i}Attribute : BlockAttribute;\n");
        }

        source.Append("[Network, Input(2, 2, 1), B999, Dense(2)] public partial class Net;");

        Assert.Empty(GeneratedProgram.Of(TestCompilation.Create(source.ToString()), s_twoWidths).Complaints());
    }

    [Theory]
    [InlineData("conv1", "conv1")]
    [InlineData("a\nb", "a\\u000Ab")]
    [InlineData("a\\nb", "a\\\\nb")]
    [InlineData("\"", "\\\"")]
    [InlineData("卷积 😀", "卷积 😀")]
    public void AShownName_IsOneLine(string name, string shown) => Assert.Equal(shown, DisplayName.Of(name));

    [Fact]
    public void LongShownNames_StayDistinct()
    {
        string shown = DisplayName.Of(new string('a', 300));

        Assert.InRange(shown.Length, 1, 100);
        Assert.NotEqual(shown, DisplayName.Of(new string('a', 301)));
    }

    private static void AssertCompiles(params string[] names)
    {
        GeneratedProgram generated =
            Compile(string.Join(
                ", ",
                names.Select(name =>
                    $"Conv(2, 1, Name = {Literal(name)}), Sigmoid(Name = {Literal(name + "!")}), BatchNorm(Name = {Literal(name + "?")}), Dropout(0.5)")));

        Assert.Empty(generated.Complaints());
        Assert.All(
            names,
            name => Assert.Contains($"new ParameterTensor({Literal(name + ".weight")}, ", generated.File("Net.Program.g.cs"), StringComparison.Ordinal));
    }

    private static GeneratedProgram Compile(string layers)
    {
        string source = $"using CnnGen; [Network, Input(2, 2, 2), {layers}, Dense(2), SoftmaxCrossEntropy] public partial class Net;";
        return GeneratedProgram.Of(TestCompilation.Create(source), s_twoWidths);
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
