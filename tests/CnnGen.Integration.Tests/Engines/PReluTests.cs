using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// The slopes of PRelu: names and first values as in PyTorch, and trained. Values and gradients are compared with the oracle's in <see cref="OperatorTests"/>.
/// </summary>
public sealed class PReluTests
{
    private const string Source = """
        using CnnGen;

        [Network, Input(5, 4, 3)]
        [Conv(6, 3), PRelu, Conv(5, 1), PRelu(0.1f, Name = "act"), Dense(2)]
        [SoftmaxCrossEntropy]
        public partial class Net;
        """;

    private static readonly Lazy<CompiledNetwork> s_net = new(() => NetworkCompiler.Compile(Source));

    [Theory]
    [InlineData("prelu1.weight", 6, 0.25f)]
    [InlineData("act.weight", 5, 0.1f)]
    public void NewSlopes_HavePyTorchsNamesAndValues(string name, int channels, float value)
    {
        ParameterTensor tensor = Assert.Single(s_net.Value.Info.Parameters, tensor => tensor.Name == name);
        Assert.Equal([channels], tensor.Shape);
        Assert.True(tensor.IsTrainable);
        Assert.Equal(value, tensor.Initial);
        Assert.All(s_net.Value.Create(1).Weights[tensor].ToArray(), actual => Assert.Equal(value, actual));
        Assert.All(NetworkWeights.Create(s_net.Value.Info, 1, Initializer.Zero)[tensor].ToArray(), actual => Assert.Equal(value, actual));
    }

    [Fact]
    public void ATrainedSlope_ChangesTheOutput()
    {
        NetworkInstance network = s_net.Value.Create(1);
        float[] input = [.. Enumerable.Range(0, 5 * 4 * 3).Select(i => MathF.Sin(i))];
        float[] before = new float[2];
        float[] after = new float[2];
        network.Forward(input, before);

        network.Weights[s_net.Value.Info.Parameters.Single(tensor => tensor.Name == "prelu1.weight")][5] += 1;
        network.Weights.MarkChanged();
        network.Forward(input, after);

        Assert.NotEqual(before, after);
    }
}
