using CnnGen.Generator.Tests.Compilation;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Emission;

/// <summary>What users read. Whole files are few and reviewed as prose; the others show one kernel each.</summary>
public class EmittedSourceTests
{
    private const string LeNet5 =
        """
        using CnnGen;

        namespace Digits;

        [Network]
        [Input(28, 28, 1)]
        [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
        [Conv(16, 5), Relu, MaxPool(2)]
        [Dense(120), Relu]
        [Dense(84), Relu]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class LeNet5;
        """;

    /// <summary>One batch norm that is folded, and one that is not.</summary>
    private const string BatchNorm =
        """
        using CnnGen;

        [Network]
        [Input(6, 5, 3)]
        [BatchNorm, Conv(12, 1, Bias = false), BatchNorm, Relu, GlobalAveragePool]
        [SoftmaxCrossEntropy]
        public partial class Net;
        """;

    [Theory]
    [InlineData("Digits.LeNet5")]
    [InlineData("Digits.LeNet5.Program")]
    [InlineData("Digits.LeNet5.Forward.Scalar")]
    [InlineData("Digits.LeNet5.Forward.Vector256")]
    public void LeNet5_ReadsAsItDid(string file) => Snapshot.Match(Emit(LeNet5)[file + ".g.cs"], file);

    /// <summary>The header is a binary interface: what changes here changes it for programs that are compiled already.</summary>
    [Fact]
    public void AnExportedNetwork_HasTheHeaderAndFunctionsItHad() =>
        Snapshot.Match(
            Emit(LeNet5.Replace("[Network]", "[Network, NativeExport]", StringComparison.Ordinal))["Digits.LeNet5.NativeExport.lenet5.g.cs"],
            "Digits.LeNet5.NativeExport");

    [Theory]
    [InlineData("AveragePool(2)", "Pool1")]
    [InlineData("MaxPool(3, Stride = 2, Padding = 1)", "Pool1")]
    [InlineData("GlobalAveragePool", "Gap1")]
    [InlineData("LeakyRelu(0.2f)", "Leakyrelu1")]
    [InlineData("PRelu", "Prelu1")]
    [InlineData("Softmax", "Softmax1")]
    [InlineData("LocalResponseNorm(3)", "Lrn1")]
    [InlineData("LayerNorm", "Ln1")]
    [InlineData("GroupNorm(2)", "Gn1Statistics")]
    [InlineData("Silu", "Silu1")]
    [InlineData("Scale(0.1f, Bias = true)", "Scale1")]
    [InlineData("Softplus", "Softplus1")]
    [InlineData("HardSwish", "Hardswish1")]
    [InlineData("ZeroPad(1, 0, 2, 0)", "Pad1")]
    [InlineData("Resize(5, 7, Mode = ResizeMode.Linear)", "Resize1")]
    [InlineData("Upsample(2, Mode = Interpolation.Bilinear)", "Upsample1")]
    public void AKernel_ReadsAsItDid(string layer, string kernel)
    {
        string source = $"using CnnGen;\n\n[Network, Input(6, 6, 8), {layer}]\npublic partial class Net;\n";

        string name = new([.. layer.TakeWhile(char.IsLetter)]);
        Snapshot.Match(Method(Emit(source)["Net.Forward.Vector256.g.cs"], kernel), "Kernel." + name);
    }

    [Theory]
    [InlineData("Conv2WeightGradient")]
    [InlineData("Fc3InputGradient")]
    public void AKernelOfTheBackwardPass_ReadsAsItDid(string kernel) =>
        Snapshot.Match(Method(Emit(LeNet5)["Digits.LeNet5.Backward.Vector256.g.cs"], kernel), "Kernel." + kernel);

    [Theory]
    [InlineData("Forward", "PackingSteps", "Bn1")]
    [InlineData(
        "Backward",
        "Stage3",
        "Stage4",
        "Stage6",
        "Stage7",
        "Stage9",
        "Stage10",
        "Bn2Statistics",
        "Bn2",
        "Bn2WeightGradient",
        "Bn2InputGradient",
        "Conv1WeightGradient")]
    public void BatchNorm_ReadsAsItDid(string pass, params string[] methods)
    {
        string file = Emit(BatchNorm)[$"Net.{pass}.Vector256.g.cs"];
        Snapshot.Match(string.Join("\n", methods.Select(method => Method(file, method))), "BatchNorm." + pass);
    }

    /// <summary>A driver with the three stages that it calls, in the order of the file.</summary>
    [Theory]
    [InlineData("Winograd", "Input(12, 12, 32), Conv(32, 3, Padding = 1), Relu")]
    [InlineData("Strassen", "Input(14, 14, 512), Conv(512, 1), Relu")]
    public void AnAlgorithmInStages_ReadsAsItDid(string name, string layers)
    {
        string file = Emit($"using CnnGen;\n\n[Network, {layers}]\npublic partial class Net;\n")["Net.Forward.Vector256.g.cs"];
        string[] methods = ["Conv1", "Conv1InputTransform", "Conv1Products", "Conv1OutputTransform"];
        int[] places = [.. methods.Select(method => file.IndexOf($" static void {method}(", StringComparison.Ordinal))];

        Assert.Equal(places.Order(), places);
        Snapshot.Match(string.Join("\n\n", methods.Select(method => Method(file, method))), "Kernel." + name);
    }

    [Theory]
    [InlineData(LeNet5)]
    [InlineData(BatchNorm)]
    [InlineData("using CnnGen; [Network, Input(30, 22, 5), Conv(19, 3, 7, StrideHeight = 2, PaddingTop = 2, As = \"a_label_that_is_rather_long\"), Silu, "
        + "Conv(19, 3, Padding = 1), Concat(\"a_label_that_is_rather_long\"), Conv(9, 1), MaxPool(3)] public partial class ANetworkWithAName;")]
    public void NoLine_IsLongerThanTheEditorShows(string source) =>
        Assert.All(Emit(source).Values.SelectMany(text => text.Split('\n')), line => Assert.True(line.Length <= 160, line));

    [Fact]
    public void SameInput_GivesTheSameBytes() => Assert.Equal(Emit(LeNet5), Emit(LeNet5));

    [Fact]
    public void OneFileAConcern_NamedAfterTheWholeType() => Assert.Equal(
        [
            "Digits.LeNet5.Backward.Scalar.g.cs",
            "Digits.LeNet5.Backward.Vector128.g.cs",
            "Digits.LeNet5.Backward.Vector256.g.cs",
            "Digits.LeNet5.Backward.Vector512.g.cs",
            "Digits.LeNet5.Forward.Scalar.g.cs",
            "Digits.LeNet5.Forward.Vector128.g.cs",
            "Digits.LeNet5.Forward.Vector256.g.cs",
            "Digits.LeNet5.Forward.Vector512.g.cs",
            "Digits.LeNet5.Program.g.cs",
            "Digits.LeNet5.g.cs",
        ],
        Emit(LeNet5).Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Emit(string source)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new CnnGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        GeneratorRunResult result = driver.RunGenerators(TestCompilation.Create(source)).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
    }

    /// <summary>A method with its comment, as it stands in the file.</summary>
    private static string Method(string text, string name)
    {
        string[] lines = text.Split('\n');
        int header =
            Array.FindIndex(lines, line => line.Contains(" static ", StringComparison.Ordinal) && line.Contains($" {name}(", StringComparison.Ordinal));
        Assert.True(header >= 0, $"No kernel {name} in:\n{text}");
        int first = header;
        while (lines[first - 1].Trim().Length > 0)
        {
            first--;
        }

        int last = Array.FindIndex(lines, header, line => line is "        }" or "        ];");
        return string.Join('\n', lines[first..(last + 1)]);
    }
}
