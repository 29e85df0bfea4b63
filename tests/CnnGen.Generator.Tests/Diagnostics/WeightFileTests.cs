using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Weight files that the project names, beside the networks that they are for.</summary>
public sealed class WeightFileTests
{
    private const string Source = """
        using CnnGen;

        namespace My
        {
            [Conv(4, 3, Bias = false), BatchNorm]
            public sealed class UnitAttribute : BlockAttribute;

            [Network, Input(8, 8, 3)]
            [Unit(Name = "stem")]
            [Conv(6, 1), Dense(2)]
            public partial class Net;

            [Network, Input(2, 2, 1), Dense(2)]
            public partial class Other;
        }
        """;

    private const string Right = """
        {"__metadata__": {"format": "pt", "a": "}\"{"},
         "stem.conv1.weight": {"dtype": "F32", "shape": [4, 3, 3, 3], "data_offsets": [0, 432]},
         "stem.bn1.weight": {"dtype": "F32", "shape": [4], "data_offsets": [432, 448]},
         "stem.bn1.bias": {"dtype": "F32", "shape": [4], "data_offsets": [448, 464]},
         "stem.bn1.running_mean": {"dtype": "F32", "shape": [4], "data_offsets": [464, 480]},
         "stem.bn1.running_var": {"dtype": "F32", "shape": [4], "data_offsets": [480, 496]},
         "stem.bn1.num_batches_tracked": {"dtype": "I64", "shape": [], "data_offsets": [496, 504]},
         "conv1.weight": {"shape": [6, 4, 1, 1], "dtype": "F32", "data_offsets": [504, 600]},
         "conv1.bias": {"dtype": "F32", "shape": [6], "data_offsets": [600, 624]},
         "fc1.weight": {"dtype": "F32", "shape": [2, 216], "data_offsets": [624, 2352]},
         "fc1.bias": {"dtype": "F32", "shape": [2], "data_offsets": [2352, 2360]}}
        """;

    [Theory]
    [InlineData("My.Net")]
    [InlineData("Net")]
    public async Task TheTensorsOfTheNetwork_AreRight(string network) => Assert.Empty(await Problems(network, Right));

    [Fact]
    public async Task AFileOfANetworkThatDoesNotExist_IsOneError()
    {
        WeightHeader weights = new("Elsewhere.Net", "net.safetensors", "{}");
        Diagnostic problem = Assert.Single(await AnalyzerRun.Diagnostics(TestCompilation.Create(Source), weights: weights));
        Assert.Equal(Location.None, problem.Location);
        Assert.Equal(
            "error CNN0405: The weight file net.safetensors is for the network Elsewhere.Net, which this project does not have; it has My.Net",
            AnalyzerRun.Text(problem));
    }

    [Fact]
    public async Task WhatIsMissing_Surplus_OrOfAnotherShape_IsSaidOnTheLayer()
    {
        string wrong = Right.Replace("\"conv1.bias\"", "\"conv_1.bias\"", StringComparison.Ordinal)
            .Replace("[4, 3, 3, 3]", "[4, 3, 5, 5]", StringComparison.Ordinal)
            .Replace("[2, 216]", "[3, 216]", StringComparison.Ordinal);

        (string Place, string Text)[] problems = await Problems("My.Net", wrong);

        Assert.Equal(
            [
                ("Network", "error CNN0402: net.safetensors has conv_1.bias [6], which no layer of the network has"),
                ("Unit", "error CNN0403: stem.conv1: stem.conv1.weight is [4, 3, 3, 3] here, but [4, 3, 5, 5] in net.safetensors"),
                ("Conv", "error CNN0401: conv1: conv1.bias [6] is missing in net.safetensors; it has conv_1.bias [6]"),
                ("Dense", "error CNN0403: fc1: fc1.weight is [2, 216] here, but [3, 216] in net.safetensors"),
            ],
            problems);
    }

    [Fact]
    public async Task ASurplusTensor_IsSaidOnTheLayerWhoseNameItBears_AndManyOthersAtOnce()
    {
        string more = string.Concat(Enumerable.Range(0, 6).Select(i => $", \"head{i}.weight\": {{\"dtype\": \"F32\", \"shape\": [{i}, 7]}}"));
        string surplus = Right.TrimEnd()[..^1] + ", \"stem.conv1.bias\": {\"dtype\": \"F32\", \"shape\": [4]}" + more + "}";

        Assert.Equal(
            [
                ("Network", "error CNN0402: net.safetensors has head0.weight [0, 7], head1.weight [1, 7], head2.weight [2, 7], head3.weight [3, 7] and 2 more, "
                    + "which no layer of the network has"),
                ("Unit", "error CNN0402: net.safetensors has stem.conv1.bias [4], which stem.conv1 has not"),
            ],
            await Problems("My.Net", surplus));
    }

    [Fact]
    public async Task WholeNumbers_AreNoWeights()
    {
        string whole = Right.Replace("\"conv1.bias\": {\"dtype\": \"F32\"", "\"conv1.bias\": {\"dtype\": \"I64\"", StringComparison.Ordinal);
        Assert.Equal([("Conv", "error CNN0403: conv1: conv1.bias is [6] of F32 here, but [6] of I64 in net.safetensors")], await Problems("My.Net", whole));
    }

    [Theory]
    [InlineData("!it is truncated", "it is truncated")]
    [InlineData("[]", "its header is not that of a safetensors file (character 0)")]
    [InlineData("{\"a\": {\"dtype\": \"F32\"}}", "its header is not that of a safetensors file (character 22)")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [1]}, \"a\": {}}", "its header is not that of a safetensors file (character 41)")]
    public async Task AFileOfAnotherKind_IsOneError(string header, string reason)
    {
        (string Place, string Text) problem = Assert.Single(await Problems("My.Net", header));
        Assert.Equal(("Network", $"error CNN0404: The weight file net.safetensors cannot be checked: {reason}"), problem);
    }

    [Fact]
    public void Headers_CutOrChangedAnywhere_AreReadOrRefused()
    {
        Random random = new(1);
        for (int i = 0; i < 5_000; i++)
        {
            char[] text = Right[..random.Next(Right.Length + 1)].ToCharArray();
            for (int change = random.Next(4); change > 0 && text.Length > 0; change--)
            {
                text[random.Next(text.Length)] = "{}[]\",:0a\\u"[random.Next(11)];
            }

            WeightFileSpec spec = WeightHeaderParser.Parse("x", new string(text));
            Assert.True(spec.Fault is null || spec.Tensors.Count == 0);
        }
    }

    private static async Task<(string Place, string Text)[]> Problems(string network, string header)
    {
        WeightHeader weights = new(network, "net.safetensors", header);
        IEnumerable<Diagnostic> problems = await AnalyzerRun.Diagnostics(TestCompilation.Create(Source), weights: weights);
        return [.. problems.Select(problem => (
            problem.Location.SourceTree!.ToString().Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length),
            AnalyzerRun.Text(problem)))];
    }
}
