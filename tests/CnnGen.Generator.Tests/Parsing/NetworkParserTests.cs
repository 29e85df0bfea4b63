using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Tests.Compilation;
using CnnGen.Generator.Tests.Graph;
using CnnGen.Generator.Tests.Pipeline;
using Xunit;

namespace CnnGen.Generator.Tests.Parsing;

public class NetworkParserTests
{
    private const string Layers = "[Network, Input(8, 8, 1), Dense(2)]";

    [Theory]
    [InlineData($"using CnnGen; {Layers} public partial class Net;", "Net", "", "")]
    [InlineData($"using CnnGen; namespace A.B {{ {Layers} internal partial class Net {{ }} }}", "A.B.Net", "A.B", "")]
    [InlineData(
        $"using CnnGen; namespace A; partial struct S {{ partial interface I {{ partial record R {{ {Layers} private partial class Net; }} }} }}",
        "A.S+I+R+Net",
        "A",
        "struct S, interface I, record R")]
    [InlineData($"using CnnGen; namespace A; partial record struct S {{ {Layers} public sealed partial class Net; }}", "A.S+Net", "A", "record struct S")]
    [InlineData($"using CnnGen; namespace A; public static partial class Models {{ {Layers} public partial class Net; }}", "A.Models+Net", "A", "class Models")]
    [InlineData($"using CnnGen; namespace A.@new; partial class @for {{ {Layers} public partial class @class; }}", "A.new.for+class", "A.@new", "class @for")]
    public async Task EveryFormOfClass_IsReadAndHasNothingWrong(string source, string metadataName, string @namespace, string containing)
    {
        ParsedNetwork parsed = NetworkPrograms.Parse(source, metadataName);

        Assert.Equal(EmittedPart.Network, parsed.Spec.Part);
        Assert.Equal(@namespace, parsed.Spec.Namespace);
        Assert.Equal(containing, string.Join(", ", parsed.Spec.ContainingTypes.Select(type => $"{type.Keyword} {type.Name}")));
        Assert.Equal("class", parsed.Spec.Declaration.Keyword);
        Assert.Equal(["Input", "Dense"], parsed.Spec.Layers.Select(layer => layer.Kind));
        Assert.Empty(await AnalyzerRun.Diagnostics(TestCompilation.Create(source)));
        Assert.Empty(GeneratedProgram.Errors(source));
    }

    [Fact]
    public void AKeywordAsName_IsEscapedInCodeAlone()
    {
        NetworkSpec spec = NetworkPrograms.Parse($"using CnnGen; {Layers} public partial class @class;", "class").Spec;

        Assert.Equal("@class", spec.Declaration.Name);
        Assert.Equal("class", spec.Name);
    }

    [Fact]
    public void Arguments_ComeByParameterName_WithDefaults_ThenProperties()
    {
        LayerSpec layer = NetworkPrograms.Parse(
            "using CnnGen; [Network, Input(8, 8, 1), Conv(kernel: 3, filters: 4, Bias = false, Stride = 2, Name = \"c\", As = \"a\", From = \"input\")] "
            + "partial class Net;", "Net").Spec.Layers[1];

        Assert.Equal(
            new LayerSpec("Conv", "c", "a", "input", [
                new ArgumentSpec("filters", new IntegerArgument(4)),
                new ArgumentSpec("kernel", new IntegerArgument(3)),
                new ArgumentSpec("Bias", new BooleanArgument(false)),
                new ArgumentSpec("Stride", new IntegerArgument(2)),
            ]),
            layer);
    }

    [Fact]
    public void ADefaultedParameter_HasItsDefault() =>
        Assert.Equal(
            [new ArgumentSpec("slope", new RealArgument(0.01f))],
            NetworkPrograms.Parse("using CnnGen; [Network, Input(8, 8, 1), LeakyRelu] partial class Net;", "Net").Spec.Layers[1].Arguments);

    [Theory]
    [InlineData("Add(\"a\", \"b\")")]
    [InlineData("Add(new[] { \"a\", \"b\" })")]
    [InlineData("Add(new string[] { \"a\", \"b\" })")]
    [InlineData("Add([\"a\", \"b\"])")]
    public void Operands_AreReadAndUnderlined_HoweverTheyAreWritten(string add)
    {
        string source = $"using CnnGen; [Network, Input(8, 8, 1), {add}] partial class Net;";
        ParsedNetwork parsed = NetworkPrograms.Parse(source, "Net");

        Assert.Equal([new ArgumentSpec("operands", new NamesArgument(["a", "b"]))], parsed.Spec.Layers[1].Arguments);
        Assert.Equal(source.IndexOf("\"b\"", StringComparison.Ordinal), parsed.Sources.Find(1, "operands", 1).SourceSpan.Start);
        Assert.Equal(source.IndexOf("\"a\"", StringComparison.Ordinal), parsed.Sources.Find(1, "operands", 0).SourceSpan.Start);
    }

    [Fact]
    public void AttributesThatAreNoLayers_AreLeftAlone() =>
        Assert.Equal(
            ["Input", "Dense"],
            NetworkPrograms.Parse("using CnnGen; [Network, Input(8, 8, 1), System.Obsolete, Dense(2)] partial class Net;", "Net").Spec.Layers.Select(layer =>
                layer.Kind));

    [Fact]
    public void AnUnknownAttribute_CountsOnlyIfItIsNearlyALayer() =>
        Assert.Equal(
            [true, false, true],
            NetworkPrograms.Parse(
                "using CnnGen; [Network, Input(8, 8, 1), Cnov(4, 3), FromAnotherGenerator, Dense(2)] partial class Net;",
                "Net").Spec.Layers.Select(layer => layer.IsReadable));

    [Fact]
    public void NetworkAndLayers_MayStandOnTwoParts() =>
        Assert.Equal(
            2,
            NetworkPrograms.Parse("using CnnGen; [Network] partial class Net; [Input(8, 8, 1), Dense(2)] partial class Net;", "Net").Spec.Layers.Count);
}
