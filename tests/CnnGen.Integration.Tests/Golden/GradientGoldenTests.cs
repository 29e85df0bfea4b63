using CnnGen.Golden;
using CnnGen.Integration.Tests.Golden.Gradients;
using CnnGen.Integration.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>
/// The whole gradients of networks for 32×32 pixels, batch 16, with the statistics of the batch, beside PyTorch's in double precision. In single precision a
/// few values near 0 come to lie on the other side of a ReLU or win a max pooling, which is most of the distance, of PyTorch's as well; smooth layers in their
/// place show rounding alone.
/// </summary>
[Trait("Category", "Slow")] // of the widest vectors: nothing is gained by running it at each width
public class GradientGoldenTests(ITestOutputHelper output)
{
    private const int Images = 16;
    private const int Classes = 10;

    // Which values change sides is chance.
    private const double TimesPyTorchs = 2;

    // PyTorch's own distance is 7e-6 and 5e-6 then.
    private const double RoundingAlone = 1e-5;

    // Neighbouring positions with one label.
    private const int LabelRun = 5;

    private const string Torchvision = """
        [Conv(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool(3, Stride = 2, Padding = 1)]
        """;

    private const string Cifar = """
        [Conv(64, 3, Padding = 1, Bias = false), BatchNorm, Relu]
        """;

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Gradients");

    [Fact]
    public void ResNet18_IsAsFarAsPyTorchInSinglePrecision() =>
        Check("resnet18", "resnet18", Source(Torchvision), golden => TimesPyTorchs * golden.OwnDistance);

    [Fact]
    public void ResNet18OfSmoothLayers_HasRoundingOnly() => Check("resnet18-smooth", "resnet18", Smooth(Source(Torchvision)), _ => RoundingAlone);

    [Fact]
    public void ResNet18OfCifar_IsAsFarAsPyTorchInSinglePrecision() =>
        Check("resnet18-cifar", "resnet18-cifar", Source(Cifar), golden => TimesPyTorchs * golden.OwnDistance);

    [Fact]
    public void ResNet18OfCifarOfSmoothLayers_HasRoundingOnly() =>
        Check("resnet18-cifar-smooth", "resnet18-cifar", Smooth(Source(Cifar)), _ => RoundingAlone);

    [Fact]
    public void UNet_IsAsFarAsPyTorchInSinglePrecision() => CheckBoth("unet", GradientNetworks.UNet, new Targets(LabelsOfPositions(32 * 32, 4)));

    [Fact]
    public void ADetectorOfTwoOutputs_IsAsFarAsPyTorchInSinglePrecision()
    {
        const int Positions = 8 * 8;
        float[] boxes = [.. DeterministicWeights.Input(Images * Positions * 8, seed: 9).Select(value => 4 * value)];
        CheckBoth("detector", GradientNetworks.Detector, new Targets(LabelsOfPositions(Positions, 5), boxes));
    }

    [Fact]
    public void ASiameseNetwork_IsAsFarAsPyTorchInSinglePrecision()
    {
        float[] same = [.. Enumerable.Range(0, Images).Select(pair => pair % 2)];
        CheckBoth("siamese", GradientNetworks.Siamese, new Targets(same));
    }

    /// <summary>With ReLU and max pooling, and with smooth layers in their place.</summary>
    private void CheckBoth(string name, string source, Targets targets)
    {
        Check(name, name, source, targets, golden => TimesPyTorchs * golden.OwnDistance);
        Check(name + "-smooth", name, Smooth(source), targets, _ => RoundingAlone);
    }

    private static int[] LabelsOfPositions(int positions, int classes) => [.. Enumerable.Range(0, Images * positions).Select(i => i / LabelRun % classes)];

    private void Check(string name, string model, string source, Func<GradientGolden, double> limit)
    {
        int[] labels = [.. Enumerable.Range(0, Images).Select(image => image % Classes)];
        Check(name, model, source, new Targets(labels), limit);
    }

    private void Check(string name, string model, string source, Targets targets, Func<GradientGolden, double> limit)
    {
        CompiledNetwork compiled = NetworkCompiler.CompileWholeBatch(source, null);
        NetworkInstance network = compiled.Create(0);
        DeterministicWeights.Fill(network.Weights, Path.Combine(s_folder, $"{model}.json"));
        float[] planes = DeterministicWeights.Input(Images * compiled.Info.InputLength);
        GradientGolden golden = GradientGolden.Read(Path.Combine(s_folder, $"{name}.safetensors"));

        (double distance, string worst) = golden.Compare(compiled.Info, network, ChannelsLast.Of(planes, compiled.Info), targets);

        string text = FormattableString.Invariant(
            $"{name}: relative distance {distance:E2}, PyTorch's in single precision {golden.OwnDistance:E2}, allowed {limit(golden):E2}; {worst}");
        output.WriteLine(text);
        Assert.True(distance <= limit(golden), text); // NaN fails
    }

    private static string Smooth(string source) =>
        source.Replace("Relu", "Silu", StringComparison.Ordinal).Replace("MaxPool", "AveragePool", StringComparison.Ordinal);

    private static string Source(string stem) => $$"""
        using CnnGen;

        #pragma warning disable CS9113 // the compiler does not see that a block's body reads its parameters

        /// <summary>A residual block that keeps its input's shape.</summary>
        /// <param name="width">Channels.</param>
        [Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
        public sealed class BasicAttribute(int width) : BlockAttribute;

        /// <summary>A residual block of half as many rows and columns and twice as many channels.</summary>
        /// <param name="width">Channels.</param>
        [Conv(nameof(width), 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm(As = "residual")]
        [Conv(nameof(width), 1, Stride = 2, Bias = false, From = "input", Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
        [Add("residual"), Relu]
        public sealed class WideningAttribute(int width) : BlockAttribute;

        /// <summary>ResNet-18 of ten classes.</summary>
        [Network]
        [Input(32, 32, 3)]
        {{stem}}
        [Basic(64, Name = "layer1.0"), Basic(64, Name = "layer1.1")]
        [Widening(128, Name = "layer2.0"), Basic(128, Name = "layer2.1")]
        [Widening(256, Name = "layer3.0"), Basic(256, Name = "layer3.1")]
        [Widening(512, Name = "layer4.0"), Basic(512, Name = "layer4.1")]
        [GlobalAveragePool, Dense(10, Name = "fc")]
        [SoftmaxCrossEntropy]
        public partial class ResNet18;
        """;
}
