using CnnGen.Tool.Checking;
using CnnGen.Tool.Export;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Import;
using CnnGen.Tool.Import.Blocks;
using CnnGen.Tool.Onnx;
using Google.Protobuf;
using Xunit;

namespace CnnGen.Tool.Tests.Import;

/// <summary>Parts that follow each other, with names that count, are declared once and say how often they are there.</summary>
public class RepetitionTests
{
    private const double Tolerance = 1e-5;

    /// <summary>As PyTorch writes DenseNet: each layer joins all that came before.</summary>
    private const string GrowingLists =
        "[Input(10, 9, 3)]\n[Conv(8, 3, Padding = 1, Bias = false, Name = \"features.conv0\"), Relu(As = \"x\")]\n"
        + "[BatchNorm(Name = \"features.block.layer1.norm\"), Relu, Conv(4, 3, Padding = 1, Name = \"features.block.layer1.conv\", As = \"a\")]\n"
        + "[Concat(\"x\", \"a\"), BatchNorm(Name = \"features.block.layer2.norm\"), Relu]\n"
        + "[Conv(4, 3, Padding = 1, Name = \"features.block.layer2.conv\", As = \"b\")]\n"
        + "[Concat(\"x\", \"a\", \"b\"), BatchNorm(Name = \"features.block.layer3.norm\"), Relu]\n"
        + "[Conv(4, 3, Padding = 1, Name = \"features.block.layer3.conv\", As = \"c\")]\n"
        + "[Concat(\"x\", \"a\", \"b\", \"c\"), BatchNorm(Name = \"features.block.layer4.norm\"), Relu]\n"
        + "[Conv(4, 3, Padding = 1, Name = \"features.block.layer4.conv\", As = \"d\")]\n"
        + "[Concat(\"x\", \"a\", \"b\", \"c\", \"d\"), GlobalAveragePool, Dense(5, Name = \"head.fc\")]";

    [Fact]
    public void ListsThatGrow_AreARepeatedLayer()
    {
        ImportedFiles files = Through("Dense", GrowingLists);
        Assert.Contains("[DenseLayer(Repeat = 4, Name = \"features.block.layer{index + 1}\")]\n", files.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("layer2", files.Source, StringComparison.Ordinal);
        Assert.Contains(files.Weights.Tensors, tensor => tensor.Name == "features.block.layer4.conv.weight");
    }

    [Fact]
    public void NumbersThatGrow_AreAnExpressionOfTheIndex()
    {
        ImportedFiles files = Through("Pyramid", "[Input(9, 9, 3)]\n" + Stage(0, 8) + Stage(1, 12) + Stage(2, 16) + Stage(3, 20) + Stage(4, 24) + "[Dense(3)]");
        Assert.Contains("[Part(\"8 + 4 * index\", Repeat = 5, Name = \"stage.{index}\")]\n", files.Source, StringComparison.Ordinal);
        Assert.Contains("PartAttribute(object filters)", files.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void APartThatIsReadFromElsewhere_HasItsOwnName()
    {
        ImportedFiles files = Through(
            "Skipping",
            "[Input(9, 9, 3)]\n" + Stage(0, 8) + Stage(1, 8) + Stage(2, 8) + Stage(3, 8)
            + "[AveragePool(3, Stride = 1, Padding = 1), Add(\"last3\")]\n[Dense(3)]");
        Assert.Contains("Repeat = 3, Name = \"stage.{index}\"", files.Source, StringComparison.Ordinal);
        Assert.Contains("Name = \"stage.3\"", files.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersWithoutARule_AreWrittenOut()
    {
        ImportedFiles files = Through("Uneven", "[Input(9, 9, 3)]\n" + Stage(0, 8) + Stage(1, 12) + Stage(2, 15) + Stage(3, 20) + "[Dense(3)]");
        Assert.DoesNotContain("Repeat", files.Source, StringComparison.Ordinal);
        Assert.Contains("Name = \"stage.2\"", files.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layer1.0", "layer1.1", "layer1.{index}")]
    [InlineData("block9", "block10", "block{index + 9}")]
    [InlineData("a19.norm", "a20.norm", "a{index + 19}.norm")]
    [InlineData("a1.b1", "a2.b1", "a{index + 1}.b1")]
    [InlineData("a1", "a3", null)]
    [InlineData("a1", "b2", null)]
    [InlineData("a01", "a02", null)]
    [InlineData("a1.b1", "a2.b2", null)]
    [InlineData("a", "a1", null)]
    [InlineData("a99999999999", "a100000000000", null)]
    public void Names_CountOrDoNot(string first, string second, string? expected) => Assert.Equal(expected, RunningName.Of(first, second)?.Source);

    private static string Stage(int number, int filters) =>
        $"[Conv({filters}, 3, Padding = 1, Bias = false, Name = \"stage.{number}.conv1\"), BatchNorm(Name = \"stage.{number}.bn1\"), Silu]\n"
        + $"[Conv({filters}, 1, Bias = false, Name = \"stage.{number}.conv2\"), BatchNorm(Name = \"stage.{number}.bn2\"), Silu(As = \"last{number}\")]\n";

    /// <summary>Out as ONNX and in again, with the outputs of ONNX Runtime.</summary>
    private static ImportedFiles Through(string name, string layers)
    {
        string source = $"using CnnGen;\n\n[Network]\n{layers}\npublic partial class {name};\n";
        DeclaredNetwork declared = Assert.Single(DeclaredNetwork.Of(SourceCompiler.Compilation(("Network.cs", source))));
        Assert.Empty(declared.Errors);
        Random random = new(1);
        SafetensorsFile weights = new([.. declared.Graph!.Nodes.SelectMany(node => node.Parameters).Select(parameter => new SafetensorsTensor(
            parameter.Name,
            [.. parameter.Shape],
            [.. Enumerable.Range(0, parameter.Length).Select(_ => 0.5f + random.NextSingle())]))]);
        string file = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(file, NetworkExporter.Export(declared, weights, 17).ToByteArray());
            ImportedFiles imported = ImportedModel.Of(OnnxModel.Read(file), name);
            Assert.Empty(imported.RefusedBlocks);
            Comparison comparison = Comparison.Run(file, imported.Network, ImportedModel.Compile(imported), images: 1, threads: 1);
            Assert.True(comparison.Relative <= Tolerance, $"{comparison}\n{imported.Source}");

            // The class that was written says the same when it is exported and comes back.
            byte[] again = NetworkExporter.Export(imported.Declared, imported.Weights, 17).ToByteArray();
            ImportedFiles second = ImportedModel.Of(OnnxModel.Read(again), name);
            Assert.Equal(Body(imported.Source), Body(second.Source));
            return imported;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Body(string source) => source[source.IndexOf("[Network]", StringComparison.Ordinal)..];
}
