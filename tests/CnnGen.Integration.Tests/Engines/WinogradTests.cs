using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Winograd's algorithm against the oracle at each vector width, and what turns it off.</summary>
[Trait("Category", "Slow")] // says its widths itself: nothing is gained by running it once for each
public class WinogradTests
{
    private const int Networks = 36;
    private const int NetworksInPhases = 5;
    private const int PlanarNetworks = 15;
    private const int NetworksOfFewTiles = 8;

    public static TheoryData<VectorBits> Widths => new(CodeWidths.Vectors);

    [Theory]
    [MemberData(nameof(Widths))]
    public void RandomConvolutions_EqualTheOracle(VectorBits bits)
    {
        int firstSeed = (int)bits;
        RandomNetwork[] networks = [.. Enumerable.Range(0, Networks).Select(i => WinogradDraft.Draw(firstSeed + i, $"Net{i:00}"))];
        string text = OracleComparison.CompareAll(networks, bits, firstSeed, batches: [1, 2]);

        Assert.True(Count(text, "// Winograd ") >= Networks / 4, "Few of the convolutions are computed by Winograd's algorithm.");
        Assert.True(Count(text, " tiles, the last ones of ") >= Networks / 8, "Few of them have shorter tiles at the end of the image.");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void StrideInBothAxes_EqualsTheOracle(VectorBits bits)
    {
        RandomNetwork[] networks = [.. Enumerable.Range((int)bits, NetworksInPhases).Select(seed => WinogradDraft.InPhases(seed, $"Net{seed:00}"))];
        string text = OracleComparison.CompareAll(networks, bits, seed: 1, batches: [1, 2]);

        Assert.True(text.Split('\n').Count(IsInPhases) >= NetworksInPhases / 2, "Few of the convolutions are computed in phases.");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void FewChannels_EqualTheOracle(VectorBits bits)
    {
        RandomNetwork[] networks = [.. Enumerable.Range((int)bits, PlanarNetworks).Select(seed => WinogradDraft.Planar(seed, $"Net{seed:00}"))];
        string text = OracleComparison.CompareAll(networks, bits, seed: 1, batches: [1, 2]);

        Assert.True(
            Count(text, "// Planar, Winograd ") >= PlanarNetworks / 2,
            "Few of the convolutions are computed by Winograd's algorithm with columns in the lanes.");
    }

    [Theory]
    [InlineData(VectorBits.Bits128, 3)]
    [InlineData(VectorBits.Bits256, 4)]
    [InlineData(VectorBits.Bits512, 9)]
    public void FewTiles_EqualTheOracle(VectorBits bits, int largest)
    {
        RandomNetwork[] networks = [.. Enumerable.Range((int)bits, NetworksOfFewTiles).Select(seed => WinogradDraft.FewTiles(seed, $"Net{seed:00}", largest))];
        string text = OracleComparison.CompareAll(networks, bits, seed: 1, batches: [1, 2]);

        Assert.True(Count(text, "; filters brought to a row of points") >= NetworksOfFewTiles / 3, "Few of the convolutions keep their filters.");
    }

    [Theory]
    [InlineData(VectorBits.Bits256, 1, 2)]
    [InlineData(VectorBits.Bits512, 1, 2)]
    [InlineData(VectorBits.Bits512, 3, 8)]
    public void OutputsPastTheCaches_EqualTheOracle(VectorBits bits, int kernel, int channels)
    {
        string text = OracleComparison.CompareAll([WinogradDraft.LargeOutput("Net", kernel, channels)], bits, seed: 1, batches: [1]);

        Assert.Contains("Streaming.Store(", text, StringComparison.Ordinal);
        Assert.Contains("Streaming.Complete()", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void OutputsPastTheCaches_LeaveNeighboursAlone(VectorBits bits) =>
        OracleComparison.CompareAll([WinogradDraft.LargeOutputBesideAnother("Net")], bits, seed: 1, batches: [1]);

    [Theory]
    [MemberData(nameof(Widths))]
    public void StridedFirstLayer_EqualsTheOracle(VectorBits bits)
    {
        RandomNetwork network = WinogradDraft.FirstLayer("Net");
        string text = OracleComparison.CompareAll([network], bits, seed: 1, batches: [1, 2]);

        Assert.Contains("Winograd 7 taps untransformed × F(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input(28, 28, 1), Conv(6, 5)", true)]
    [InlineData("Input(224, 224, 3), Conv(64, 3, Padding = 1)", false)] // the copy NCHW → NHWC costs more than it saves
    public void ColumnsAreInTheLanes_WhereChannelsAreFew(string layers, bool arePlanes)
    {
        string source = $"""
            using CnnGen;

            /// <summary>One layer.</summary>
            [Network, {layers}]
            public partial class Net;
            """;

        string text = string.Concat(NetworkCompiler.Generate(source, BuildProperties.Of(bits: null)).SyntaxTrees.Skip(1));

        Assert.Equal(arePlanes, text.Contains("// Planar, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("Winograd = true", null, true)]
    [InlineData("Winograd = false", null, false)]
    [InlineData(null, "false", false)]
    [InlineData("Winograd = true", "False", true)]
    public void NetworkAndProject_SayWhetherItIsUsed(string? ofNetwork, string? ofProject, bool isUsed)
    {
        string source = $"""
            using CnnGen;

            /// <summary>One layer.</summary>
            [Network{(ofNetwork is null ? "" : $"({ofNetwork})")}]
            [Input(28, 28, 32), Conv(32, 3, Padding = 1)]
            public partial class Net;
            """;

        string text = string.Concat(NetworkCompiler.Generate(source, BuildProperties.Of("CnnGenWinograd", ofProject)).SyntaxTrees.Skip(1));

        Assert.Equal(isUsed, text.Contains("Winograd F(", StringComparison.Ordinal));
    }

    private static bool IsInPhases(string line) => line.Contains("// Winograd (F(", StringComparison.Ordinal);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
