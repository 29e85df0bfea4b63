using CnnGen.Integration.Tests.Engines;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>A ResNet-20 that others trained on CIFAR-10, declared with blocks, at each vector width.</summary>
public class ResNet20Tests
{
    private const int Images = 16;

    // The shortcut without parameters (option A of He et al. 2015): every second pixel, and zeros for the channels that the input does not have.
    private const string Source = """
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
        [MaxPool(1, Stride = 2, From = "input"), ZeroPad(0, ChannelsBefore = "width / 4", ChannelsAfter = "width / 4"), Add("residual"), Relu]
        public sealed class HalvingAttribute(int width) : BlockAttribute;

        /// <summary>ResNet-20 for pictures of 32×32.</summary>
        [Network]
        [Input(32, 32, 3)]
        [Conv(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [Basic(16, Name = "layer1.0"), Basic(16, Name = "layer1.1"), Basic(16, Name = "layer1.2")]
        [Halving(32, Name = "layer2.0"), Basic(32, Name = "layer2.1"), Basic(32, Name = "layer2.2")]
        [Halving(64, Name = "layer3.0"), Basic(64, Name = "layer3.1"), Basic(64, Name = "layer3.2")]
        [GlobalAveragePool, Dense(10, Name = "linear")]
        public partial class ResNet20;
        """;

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    [TestDataTheory]
    [MemberData(nameof(Widths))]
    public void ThePublicWeights_GivePyTorchsLogits(VectorBits? bits)
    {
        SafetensorsFile file = SafetensorsFile.Read(TestData.File("weights", "resnet20-cifar10", "resnet20_expected_first16.safetensors"));
        float[] expected = file["logits"].ToFloats();
        CompiledNetwork compiled = NetworkCompiler.Compile(Source, bits);
        Assert.Equal(269_722, compiled.Info.ParameterCount);

        NetworkInstance network = compiled.Load(TestData.File("weights", "resnet20-cifar10", "resnet20.safetensors"));
        float[] logits = new float[expected.Length];
        network.Logits(ChannelsLast.Of(file["input"].ToFloats(), compiled.Info), logits);

        Assert.Equal(Images * 10, logits.Length);
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }
}
