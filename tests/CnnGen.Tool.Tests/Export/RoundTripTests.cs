using CnnGen.Tool.Checking;
using CnnGen.Tool.Export;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Onnx.Proto;
using CnnGen.Tool.Tests.Import;
using Google.Protobuf;
using Xunit;

namespace CnnGen.Tool.Tests.Export;

/// <summary>A network as ONNX gives what ONNX Runtime computes, and comes back as it was.</summary>
public class RoundTripTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string, string> Networks => new()
    {
        { "Classifier", "[Input(20, 20, 3)]\n[Conv(8, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]\n[Conv(16, 3, Padding = 1, "
            + "Groups = 4), Silu]\n[Dense(10), Softmax]" },
        { "Branches", "[Input(12, 12, 4)]\n[Conv(8, 3, Padding = 1), HardSwish(As = \"trunk\")]\n[Conv(8, 1, From = \"trunk\"), Sigmoid(As = "
            + "\"gate\")]\n[Multiply(\"trunk\"), Add(\"trunk\"), Concat(\"trunk\")]\n[GlobalAveragePool, Dense(3)]" },
        { "Gated", "[Input(12, 12, 4)]\n[Conv(8, 3, Padding = 1), Clip(0, 6, As = \"trunk\"), GlobalAveragePool]\n[Conv(2, 1), Relu]\n[Conv(8, 1), "
            + "HardSigmoid, Multiply(\"trunk\")]\n[Conv(5, 3)]" },
        { "Pools", "[Input(15, 14, 3)]\n[AveragePool(3, Stride = 2, Padding = 1, CountPadding = true), MinPool(2, Stride = 1), MaxPool(3, Stride = 2, "
            + "CeilMode = true)]\n[Conv(4, 2, 3), LeakyRelu(0.2f)]" },
        { "Upscale", "[Input(6, 5, 3)]\n[ConvTranspose(4, 3, Stride = 2, Padding = 1, OutputPadding = 1), Elu]\n[Upsample(2, Mode = Interpolation.Bilinear),"
            + " ZeroPad(1, 2, 0, 1), Upsample(2)]\n[Conv(2, 3), Tanh]" },
        { "Norms", "[Input(9, 9, 6)]\n[LocalResponseNorm(5, Alpha = 0.01f), BatchNorm(Epsilon = 1e-3f), Gelu]\n[Conv(4, 3, Dilation = 2), Gelu(Approximate "
            + "= true), Dropout(0.3f), GlobalMaxPool]\n[Dense(6), BatchNorm, LogSoftmax]" },
        { "ImageNorms", "[Input(9, 8, 6)]\n[Conv(8, 3), LayerNorm, Gelu]\n[Conv(6, 1), GroupNorm(3), Relu]\n[InstanceNorm(Epsilon = 1e-3f), LayerNorm(Over "
            + "= NormExtent.Image)]\n[Flatten, LayerNorm, Dense(5), LayerNorm(Affine = false)]" },
        { "Detector", "[Input(12, 12, 3)]\n[Conv(8, 3, Padding = 1), Relu(As = \"trunk\")]\n[Conv(4, 1, As = \"boxes\")]\n[Conv(5, 3, From = \"trunk\", As "
            + "= \"scores\")]\n[Output(\"boxes\", \"scores\")]" },
        { "Pair", "[Input(9, 8, 3, Name = \"image\")]\n[Input(1, 1, 5, Name = \"facts\")]\n[Conv(4, 3, From = \"image\"), Relu, GlobalAveragePool, "
            + "Flatten(As = \"seen\")]\n[Dense(4, From = \"facts\"), Tanh, Add(\"seen\"), Dense(3)]" },
        { "Sizes", "[Input(7, 6, 4)]\n[Conv(8, 3, Padding = 1), Resize(10, 9, Mode = ResizeMode.Cubic), Pad(2, 1, 0, 3, Mode = PadMode.Reflect)]\n[Conv(6, "
            + "1), Resize(5, 17, Mode = ResizeMode.Linear, Coordinates = ResizeCoordinates.AlignCorners)]\n[Pad(1, Mode = PadMode.Edge), Conv(3, 1), Pad(1, "
                + "Value = 2f), Resize(4, 4, Coordinates = ResizeCoordinates.Asymmetric, Rounding = ResizeRounding.Floor)]" },
        { "Joins", "[Input(6, 5, 4)]\n[Conv(4, 3, Padding = 1, As = \"a\"), Sigmoid(As = \"b\")]\n[Subtract(\"a\", \"b\", As = \"c\"), Divide(\"b\"), "
            + "Maximum(\"a\", As = \"d\"), Minimum(\"c\", \"d\")]\n[Conv(3, 1)]" },
        { "Curves", "[Input(8, 7, 4)]\n[Conv(6, 3), Mish, Conv(5, 1), PRelu, Conv(6, 3), Selu]\n[Scale(0.1f, Bias = true), Softplus]\n"
            + "[Dense(7), Mish, Dense(6), Scale(0.3f), PRelu(0.1f)]" },
        { "Parts", "[Input(8, 8, 4)]\n[Conv(12, 3, Padding = 1), ChannelShuffle(3), Slice(ImageAxis.Channels, 0, 6, As = \"a\")]\n"
            + "[Conv(6, 1, As = \"b\"), Concat(\"a\", \"b\", Axis = ImageAxis.Rows)]\n"
            + "[Slice(ImageAxis.Rows, 1, 7, Step = 2), Conv(16, 1), PixelShuffle(2)]\n"
            + "[Slice(ImageAxis.Columns, 2, 8), PixelUnshuffle(2, SquaresFirst = true), Conv(4, 1), Softmax(Over = NormExtent.Channels)]" },
        { "Shapes", "[Input(6, 4, 6)]\n[Conv(6, 3, Padding = 1), Transpose(ImageAxis.Rows, ImageAxis.Columns), AdaptiveAveragePool(2, 3)]\n"
            + "[Conv(8, 1), Mean(ImageAxis.Rows), Conv(4, 1), Sum(ImageAxis.Channels)]" },
        { "Decoder", "[Input(1, 1, 7)]\n[Dense(48), Relu, Reshape(4, 3, 4), ConvTranspose(3, 3, Stride = 2), Tanh]" },
        { "Residual", "[Input(8, 8, 4)]\n[Conv(4, 3, Padding = 1, As = \"x\"), Relu, Add(\"x\", \"input\"), Relu, Flatten]\n[Dense(7, Bias = false), "
            + "HardSigmoid(Alpha = 0.2f)]" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void ANetwork_IsTheSameInOnnxRuntime(string name, string layers)
    {
        (string source, DeclaredNetwork declared, SafetensorsFile weights) = Declare(name, layers);
        foreach (int version in new[] { 13, 17, 20 })
        {
            ModelProto model = NetworkExporter.Export(declared, weights, version);
            string file = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.onnx");
            try
            {
                File.WriteAllBytes(file, model.ToByteArray());
                ImportedFiles imported = ImportedModel.Of(OnnxModel.Read(file), name, new ImportOptions { FindsBlocks = false });
                Comparison comparison = Comparison.Run(file, imported.Network, ImportedModel.Compile(imported), images: 2, threads: 1);
                Assert.True(comparison.Relative <= Tolerance, $"operators of version {version}: {comparison}\n{source}\n{imported.Source}");
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ExportAndImport_GiveTheSameClassAndWeights(string name, string layers)
    {
        (_, DeclaredNetwork declared, SafetensorsFile weights) = Declare(name, layers);
        ImportedFiles first = Through(declared, weights, name);
        ImportedFiles second = Through(first.Declared, first.Weights, name);
        Assert.Equal(Body(first.Source), Body(second.Source));
        Assert.Equal(first.Weights.Tensors.Select(tensor => tensor.Name), second.Weights.Tensors.Select(tensor => tensor.Name));
        Assert.All(first.Weights.Tensors.Zip(second.Weights.Tensors), pair => Assert.Equal(pair.First.ToFloats(), pair.Second.ToFloats()));
    }

    private static string Body(string source) => source[source.IndexOf("[Network]", StringComparison.Ordinal)..];

    private static ImportedFiles Through(DeclaredNetwork declared, SafetensorsFile weights, string name) =>
        ImportedModel.Of(OnnxModel.Read(NetworkExporter.Export(declared, weights, 17).ToByteArray()), name, new ImportOptions { FindsBlocks = false });

    private static (string Source, DeclaredNetwork Declared, SafetensorsFile Weights) Declare(string name, string layers)
    {
        string source = $"using CnnGen;\n\n[Network]\n{layers}\npublic partial class {name};\n";
        DeclaredNetwork declared = Assert.Single(DeclaredNetwork.Of(SourceCompiler.Compilation(("Network.cs", source))));
        Assert.Empty(declared.Errors);
        Random random = new(1);
        SafetensorsTensor[] tensors = [.. declared.Graph!.Nodes.SelectMany(node => node.Parameters).Select(parameter =>
        {
            bool isPositive = parameter.Name.EndsWith("running_var", StringComparison.Ordinal);
            float[] values = [.. Enumerable.Range(0, parameter.Length).Select(_ => isPositive ? 0.5f + random.NextSingle() : random.NextSingle() - 0.5f)];
            return new SafetensorsTensor(parameter.Name, [.. parameter.Shape], values);
        })];
        return (source, declared, new SafetensorsFile(tensors));
    }
}
