using Xunit;

namespace CnnGen.Tests;

/// <summary>The layers of a summary as objects.</summary>
public class LayerInfoTests
{
    private const string Summary = """
        Net: 8×8×4 → 8×8×4 · 286 parameters · 17,408 multiply-adds an image
        input      Input                                                               → 8×8×4
        conv1      Conv 4 × 1×1, s 1                         (8 + 2·0 − 1)/1 + 1 = 8   → 8×8×4     20 parameters    1,024 multiply-adds
        conv2      Conv 6 × 3×3, s 1, p 1   ← input          (8 + 2·1 − 3)/1 + 1 = 8   → 8×8×6    222 parameters   13,824 multiply-adds
        concat1    Concat                   ← conv2, conv1   6 + 4 = 10                → 8×8×10
        mix        Conv 4 × 1×1, s 1                         (8 + 2·0 − 1)/1 + 1 = 8   → 8×8×4     44 parameters    2,560 multiply-adds
        add1       Add                      ← mix, input                               → 8×8×4
        softmax1   Softmax                                                             → 8×8×4
        """;

    private readonly LayerInfo[] _layers = LayerInfo.Read(Summary);

    [Fact]
    public void EachLine_IsALayer() =>
        Assert.Equal(["input", "conv1", "conv2", "concat1", "mix", "add1", "softmax1"], _layers.Select(layer => layer.Name));

    [Fact]
    public void ALayerReadsTheLineAbove_UnlessSaidOtherwise() => Assert.Equal(
        ["", "input", "input", "conv2, conv1", "concat1", "mix, input", "add1"],
        _layers.Select(layer => string.Join(", ", layer.Inputs)));

    [Fact]
    public void Kinds_ShapesAndCounts_AreThoseOfTheLine()
    {
        Assert.Equal(("Conv", "Conv 6 × 3×3, s 1, p 1", "8×8×6"), (_layers[2].Kind, _layers[2].Description, _layers[2].Shape));
        Assert.Equal([0, 20, 222, 0, 44, 0, 0], _layers.Select(layer => layer.ParameterCount));
        Assert.Equal([0, 1_024, 13_824, 0, 2_560, 0, 0], _layers.Select(layer => layer.MultiplyAdds));
    }
}
