using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;
using Xunit.Sdk;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>A comparison that never fails is worse than none: the oracle itself passes it, and fails it with small mistakes.</summary>
public class OracleComparisonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TheOracle_EqualsItself(int seed) => Compare(seed, _ => { }, forward: true, backward: seed != 4);

    [Fact]
    public void ARelativeErrorOf1e4InAnOutput_IsFound() =>
        Assert.ThrowsAny<XunitException>(() => Compare(2, values => values[Largest(values)] *= 1.0001f, forward: true, backward: false));

    [Fact]
    public void ARelativeErrorOf1e3InAGradient_IsFound() =>
        Assert.ThrowsAny<XunitException>(() => Compare(0, values => values[Largest(values)] *= 1.001f, forward: false, backward: true));

    [Fact]
    public void AMissingValue_IsFound()
    {
        Assert.ThrowsAny<XunitException>(() => Compare(0, values => values[0] = float.NaN, forward: true, backward: false));
        Assert.ThrowsAny<XunitException>(() => Compare(0, values => values[0] = float.NaN, forward: false, backward: true));
    }

    private static void Compare(int seed, Action<float[]> mistake, bool forward, bool backward)
    {
        var network = RandomNetwork.Legal(seed);
        var engine = new OracleEngine(network.Reference, network.InputShape) { Mistake = mistake };
        var comparison = new OracleComparison(engine.Info, engine, network.Reference);
        (RefTensor[] images, RefTarget[] targets) = network.DrawBatch(seed, 3);
        if (forward)
        {
            comparison.AssertForward(images);
        }

        if (backward)
        {
            comparison.AssertGradient(images, targets);
        }
    }

    private static int Largest(float[] values) => values.Index().MaxBy(x => Math.Abs(x.Item)).Index;
}
