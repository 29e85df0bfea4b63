using Xunit;

namespace CnnGen.Completions.Tests;

/// <summary>What an editor offers inside the texts of layers. Two dollars are the caret.</summary>
public class LayerNameTests
{
    private const string Residual = """
        using CnnGen;
        [Network, Input(8, 8, 1)]
        [Conv(4, 3, Padding = Padding.Same), Relu(As = "before")]
        [Conv(4, 3, Name = "stem.second"), {0}, Relu]
        [Conv(6, 3), Dense(2), SoftmaxCrossEntropy]
        public partial class Net;
        """;

    private static readonly string[] s_before =
        ["before: Relu → 8×8×4", "stem.second: Conv → 6×6×4", "relu1: Relu → 8×8×4", "conv1: Conv → 8×8×4", "input: Input → 8×8×1"];

    [Theory]
    [InlineData("Add(\"$$\")")]
    [InlineData("Add(\"be$$\")")]
    [InlineData("Concat(\"before\", \"$$\")")]
    [InlineData("Concat(operands: new[] { \"before\", \"$$\" })")]
    [InlineData("Concat([\"$$\"])")]
    [InlineData("Add(@\"$$\")")]
    [InlineData("Relu(From = \"$$\")")]
    [InlineData("Relu(From = \"$$ ")]
    [InlineData("Nosuch, Relu(From = \"$$\")")]
    public async Task WhatALayerReads_IsWhatStandsBeforeIt_LabelsFirst(string layer) => Assert.Equal(s_before, await Editor.Offered(With(layer)));

    [Theory]
    [InlineData("$$Add(\"before\")")]
    [InlineData("Add($$\"before\")")]
    [InlineData("Add(\"before\"$$)")]
    [InlineData("Relu(Name = \"$$\")")]
    [InlineData("Relu(When = \"$$\")")]
    [InlineData("System.Obsolete(\"$$\")")]
    public async Task OtherPlaces_AreNoNames(string layer) =>
        Assert.DoesNotContain(await Editor.Offered(With(layer)), offer => offer.StartsWith("before", StringComparison.Ordinal));

    [Theory]
    [InlineData("Add(\"$$\")", "Add(\"stem.second\")")]
    [InlineData("Add(\"bef$$ore\")", "Add(\"stem.second\")")]
    [InlineData("Concat(\"before\", \"relu$$\")", "Concat(\"before\", \"stem.second\")")]
    public async Task AnOffer_ReplacesTheWholeText(string before, string after) =>
        Assert.Equal(With(after), await Editor.Take(With(before), "stem.second"));

    [Theory]
    [InlineData("Add(\"$$\")", true)]
    [InlineData("Add(\"b$$\")", true)]
    [InlineData("Add(\"before\"$$)", false)]
    [InlineData("Relu(Name = \"$$\")", false)]
    public async Task TheList_OpensByItself_InNamesOnly(string layer, bool opens) => Assert.Equal(opens, await Editor.Opens(With(layer)));

    [Fact]
    public async Task Weights_AreThoseOfLayersOfTheSameKind() =>
        Assert.Equal(["stem.second: Conv → 6×6×4", "conv1: Conv → 8×8×4"], await Editor.Offered(With("Conv(4, 3, Weights = \"$$\")")));

    [Fact]
    public async Task ALabel_IsWhatLaterLayersMiss() => Assert.Equal(
        ["first: for add1", "second: for add1"],
        await Editor.Offered("""
            using CnnGen;
            [Network, Input(8, 8, 1), Relu(As = "$$"), Relu, Add("first", "second"), Dense(2)]
            public partial class Net;
            """));

    [Fact]
    public async Task ABlockAround_GivesItsInputAndItsNames() => Assert.Equal(
        ["inner: Relu", "relu1: Relu", "conv1: Conv", "input: of the block", "shortcut: of the block"],
        await Editor.Offered("""
            using CnnGen;
            [Conv(4, 3, Padding = 1), Relu(As = "inner"), Add("$$")]
            public sealed class UnitAttribute(string shortcut) : BlockAttribute;
            """));

    [Fact]
    public async Task AUseOfABlock_IsNamedAndTakesNames() => Assert.Equal(
        ["start: Relu → 8×8×1", "unit1: Unit → 8×8×5", "relu1: Relu → 8×8×1", "input: Input → 8×8×1"],
        await Editor.Offered("""
            using CnnGen;
            [Network, Input(8, 8, 1), Relu(As = "start"), Unit("start"), Unit("$$"), Dense(2)]
            public partial class Net;
            [Conv(4, 3, Padding = 1), Concat(nameof(shortcut))]
            public sealed class UnitAttribute(string shortcut) : BlockAttribute;
            """));

    [Fact]
    public async Task ANameWithAQuote_IsLeftToItsAuthor() => Assert.Equal(
        ["input: Input → 8×8×1"],
        await Editor.Offered("""
            using CnnGen;
            [Network, Input(8, 8, 1), Relu(Name = "a\"b"), Add("$$"), Dense(2)]
            public partial class Net;
            """));

    private static string With(string layer) => Residual.Replace("{0}", layer, StringComparison.Ordinal);
}
