using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Strassen's algorithm against the oracle at each vector width, where it is used, and what turns it off.</summary>
[Trait("Category", "Slow")] // says its widths itself: nothing is gained by running it once for each
public class StrassenTests
{
    private const int Networks = 8;
    private const string Comment = "// Strassen's algorithm";

    public static TheoryData<VectorBits> Widths => new(CodeWidths.Vectors);

    [Theory]
    [MemberData(nameof(Widths))]
    public void RandomConvolutions_EqualTheOracle(VectorBits bits)
    {
        int firstSeed = (int)bits;
        int channels = bits == VectorBits.Bits512 ? 512 : 384; // the wider the vectors, the more the sums and the reading of weights count
        RandomNetwork[] networks = [.. Enumerable.Range(0, Networks).Select(i => StrassenDraft.Draw(firstSeed + i, $"Net{i:00}", channels))];
        string text = OracleComparison.CompareAll(networks, bits, firstSeed, batches: [1]);

        Assert.Equal(Networks, text.Split(Comment).Length - 1);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SeveralBlocks_EqualTheOracle(VectorBits bits)
    {
        RandomNetwork network = StrassenDraft.SeveralBlocks("Net");
        string text = OracleComparison.CompareAll([network], bits, seed: 1, batches: [1]);

        Assert.Contains(Comment, text, StringComparison.Ordinal);
        Assert.DoesNotContain("in blocks of 24×16 pixels", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input(14, 14, 512), Conv(256, 1)", true)]
    [InlineData("Input(28, 28, 512), Conv(256, 1, Stride = 2)", true)]
    [InlineData("Input(8, 8, 1536), Conv(384, 1)", true)]
    [InlineData("Input(7, 7, 512), Conv(256, 1)", false)] // so few pixels that reading more weights takes what they save
    [InlineData("Input(14, 14, 512), Conv(256, 1), Tanh", true)]
    [InlineData("Input(14, 14, 512), Conv(256, 1), MaxPool(2)", false)] // the maximum is taken while sums are in registers
    [InlineData("Input(14, 14, 512), Conv(256, 1, Groups = 2)", false)]
    [InlineData("Input(14, 14, 516), Conv(256, 1)", false)] // half of the channels is no whole vectors
    [InlineData("Input(14, 14, 512), Conv(252, 1)", false)]
    [InlineData("Input(14, 14, 512), Conv(256, 1, 2)", false)]
    [InlineData("Input(56, 56, 64), Conv(64, 1)", false)] // sums cost more than they save
    [InlineData("Input(1, 1, 512), Conv(256, 1)", false)]
    public void OnlyLayersWhereItPays_UseIt(string layers, bool isUsed) =>
        Assert.Equal(isUsed, Generate($"[Network, {layers}]").Contains(Comment, StringComparison.Ordinal));

    [Theory]
    [InlineData("Network", null, true)]
    [InlineData("Network(Winograd = false)", null, false)]
    [InlineData("Network", "false", false)]
    [InlineData("Network(Winograd = true)", "false", true)]
    public void WhatTurnsOffWinograd_TurnsItOff(string network, string? ofProject, bool isUsed) =>
        Assert.Equal(isUsed, Generate($"[{network}, Input(14, 14, 512), Conv(256, 1)]", ofProject).Contains(Comment, StringComparison.Ordinal));

    private static string Generate(string attributes, string? winograd = null)
    {
        string source = $"""
            using CnnGen;

            /// <summary>One layer.</summary>
            {attributes}
            public partial class Net;
            """;
        return string.Concat(NetworkCompiler.Generate(source, BuildProperties.Of("CnnGenWinograd", winograd)).SyntaxTrees.Skip(1));
    }
}
