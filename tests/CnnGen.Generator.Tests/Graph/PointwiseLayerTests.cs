using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

/// <summary>How the arguments of activations and of layers that change the size are read.</summary>
public class PointwiseLayerTests
{
    [Fact]
    public void DefaultsOfActivations_ArePyTorchs()
    {
        NetworkGraph graph = NetworkPrograms.Graph("[Input(4, 4, 2), Elu, HardSigmoid, Gelu, HardSigmoid(Alpha = 0.2f), Gelu(Approximate = true), Clip(0, 6)]");
        Assert.Equal(
            [new Elu(1f), new HardSigmoid(1f / 6f, 0.5f), new Gelu(false), new HardSigmoid(0.2f, 0.5f), new Gelu(true), new Clip(0f, 6f)],
            graph.Nodes.Skip(1).Select(node => node.Operator));
    }

    [Theory]
    [InlineData("ZeroPad(2)", 9, 10, 3)]
    [InlineData("ZeroPad(1, 0, 2, 3)", 6, 11, 3)]
    [InlineData("ZeroPad(0, ChannelsBefore = 2, ChannelsAfter = 1)", 5, 6, 6)]
    [InlineData("Upsample(3)", 15, 18, 3)]
    [InlineData("Upsample(1, 4, Mode = Interpolation.Bilinear)", 5, 24, 3)]
    public void ASize_FollowsItsRule(string layer, int height, int width, int channels)
    {
        NetworkGraph graph = NetworkPrograms.Graph($"[Input(5, 6, 3), {layer}]");
        Assert.Equal(new TensorShape(height, width, channels), graph.Nodes[^1].Shape);
    }

    [Theory]
    [InlineData("GlobalAveragePool(As = \"v\"), Conv(3, 1, From = \"input\"), Multiply(\"v\")")]
    [InlineData("Conv(3, 1, As = \"v\"), GlobalAveragePool, Multiply(\"v\")")]
    public void AVector_MayStandBeforeOrAfterItsImage(string layers) =>
        Assert.Equal(new TensorShape(5, 6, 3), NetworkPrograms.Graph($"[Input(5, 6, 3), {layers}]").Nodes[^1].Shape);

    [Theory]
    [InlineData("Nearest", "HalfPixel", nameof(UpsampleKind.Nearest))]
    [InlineData("Nearest", "Asymmetric", nameof(UpsampleKind.Nearest))]
    [InlineData("Bilinear", "HalfPixel", nameof(UpsampleKind.LinearHalfPixel))]
    [InlineData("Bilinear", "Asymmetric", nameof(UpsampleKind.LinearAsymmetric))]
    public void AnInterpolation_IsReadFromItsEnums(string mode, string coordinates, string kindName)
    {
        UpsampleKind kind = Enum.Parse<UpsampleKind>(kindName);
        NetworkGraph graph =
            NetworkPrograms.Graph($"[Input(5, 6, 3), Upsample(2, Mode = Interpolation.{mode}, Coordinates = UpsampleCoordinates.{coordinates})]");
        Assert.Equal(new Upsample(new UpsampleAxis(5, 2, kind), new UpsampleAxis(6, 2, kind)), graph.Nodes[^1].Operator);
    }
}
