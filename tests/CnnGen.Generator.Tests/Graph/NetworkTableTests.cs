using CnnGen.Generator.Graph;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

public class NetworkTableTests
{
    [Fact]
    public void LeNet5_HasTheTableOfTheTextbooks() => Assert.Equal(
        """
        Net: 28×28×1 → 10 · 61,706 parameters · 416,520 multiply-adds an image
        input      Input                                                → 28×28×1
        conv1      Conv 6 × 5×5, s 1, p 2   (28 + 2·2 − 5)/1 + 1 = 28   → 28×28×6       156 parameters   117,600 multiply-adds
        relu1      Relu                                                 → 28×28×6
        pool1      MaxPool 2×2, s 2         (28 + 2·0 − 2)/2 + 1 = 14   → 14×14×6
        conv2      Conv 16 × 5×5, s 1       (14 + 2·0 − 5)/1 + 1 = 10   → 10×10×16    2,416 parameters   240,000 multiply-adds
        relu2      Relu                                                 → 10×10×16
        pool2      MaxPool 2×2, s 2         (10 + 2·0 − 2)/2 + 1 = 5    → 5×5×16
        flatten1   Flatten                  5·5·16 = 400                → 400
        fc1        Dense 120                                            → 120        48,120 parameters    48,000 multiply-adds
        relu3      Relu                                                 → 120
        fc2        Dense 84                                             → 84         10,164 parameters    10,080 multiply-adds
        relu4      Relu                                                 → 84
        fc3        Dense 10                                             → 10            850 parameters       840 multiply-adds
        softmax1   Softmax                                              → 10
        loss       SoftmaxCrossEntropy                                  → 1
        """,
        Table(NetworkPrograms.LeNet5));

    [Fact]
    public void AnUnevenWindow_ShowsBothAxesAndSides() => Assert.Equal(
        """
        Net: 15×9×3 → 8 · 288 parameters · 8,640 multiply-adds an image
        input        Input                                        → 15×9×3
        conv1        Conv 8 × 4×3, s 2×1, p 1+2×0, d 2, no bias   → 6×5×8    288 parameters   8,640 multiply-adds
              ⌊(15 + 1 + 2 − 2·(4 − 1) − 1)/2⌋ + 1 = 6, (9 + 2·0 − 2·(3 − 1) − 1)/1 + 1 = 5
        pool1        AveragePool 2×1, s 2×1, padding counts       → 3×5×8
              (6 + 2·0 − 2)/2 + 1 = 3, (5 + 2·0 − 1)/1 + 1 = 5
        leakyrelu1   LeakyRelu 0.01                               → 3×5×8
        dropout1     Dropout 0.5                                  → 3×5×8
        gap1         GlobalAveragePool                            → 8
        """,
        Table("[Input(15, 9, 3), Conv(8, 4, 3, StrideHeight = 2, PaddingTop = 1, PaddingBottom = 2, Dilation = 2, Bias = false), AveragePool(2, 1, "
            + "CountPadding = true), LeakyRelu, Dropout(0.5f), GlobalAveragePool]"));

    [Fact]
    public void Groups_DivideWeightsAndMultiplyAdds() => Assert.Equal(
        """
        Net: 27×27×96 → 27×27×512 · 312,064 parameters · 227,308,032 multiply-adds an image
        input   Input                                           → 27×27×96
        conv1   Conv 256 × 5×5, s 1, p 2, 2 groups              → 27×27×256   307,456 parameters   223,948,800 multiply-adds
              (27 + 2·2 − 5)/1 + 1 = 27
        conv2   Conv 512 × 3×3, s 1, p 1, 256 groups, no bias   → 27×27×512     4,608 parameters     3,359,232 multiply-adds
              (27 + 2·1 − 3)/1 + 1 = 27
        """,
        Table("[Input(27, 27, 96), Conv(256, 5, Padding = 2, Groups = 2), Conv(512, 3, Padding = 1, Groups = 256, Bias = false)]"));

    [Fact]
    public void RoundingUp_ShowsTheCeiling_AndTheWindowThatDoesNotCount() => Assert.Equal(
        """
        Net: 12×12×4 → 4 · 0 parameters · 0 multiply-adds an image
        input   Input                                                                                              → 12×12×4
        pool1   MaxPool 3×3, s 2, ceil              ⌈(12 + 2·0 − 3)/2⌉ + 1 = 6                                     → 6×6×4
        pool2   MinPool 2×2, s 2, ceil              (6 + 2·0 − 2)/2 + 1 = 3                                        → 3×3×4
        pool3   AveragePool 2×1, s 4, p 1×0, ceil   ⌈(3 + 2·1 − 2)/4⌉ + 1 − 1 = 1, ⌈(3 + 2·0 − 1)/4⌉ + 1 − 1 = 1   → 4
        gmp1    GlobalMaxPool                                                                                      → 4
        """,
        Table("[Input(12, 12, 4), MaxPool(3, Stride = 2, CeilMode = true), MinPool(2, CeilMode = true), AveragePool(2, 1, Stride = 4, PaddingHeight = 1, "
            + "CeilMode = true), GlobalMaxPool]"));

    [Fact]
    public void ATransposedConvolution_ShowsItsOwnArithmetic() => Assert.Equal(
        """
        Net: 14×14×8 → 60×28×2 · 326 parameters · 81,536 multiply-adds an image
        input            Input                                                      → 14×14×8
        convtranspose1   ConvTranspose 4 × 3×3, s 2, p 1                            → 28×28×4   292 parameters   56,448 multiply-adds
              (14 − 1)·2 − 2·1 + 3 + 1 = 28
        convtranspose2   ConvTranspose 2 × 4×2, s 2×1, p 1+0×0+1, d 2×1, 2 groups   → 60×28×2    34 parameters   25,088 multiply-adds
              (28 − 1)·2 − 1 − 0 + 2·(4 − 1) + 1 = 60, (28 − 1)·1 − 0 − 1 + 2 = 28
        """,
        Table("[Input(14, 14, 8), ConvTranspose(4, 3, Stride = 2, Padding = 1, OutputPadding = 1), ConvTranspose(2, 4, 2, StrideHeight = 2, DilationHeight "
            + "= 2, PaddingTop = 1, PaddingRight = 1, Groups = 2)]"));

    [Fact]
    public void ABranchingNetwork_ShowsWhatIsReadAndJoined() => Assert.Equal(
        """
        Net: 8×8×4 → 8×8×4 · 286 parameters · 17,408 multiply-adds an image
        input      Input                                                               → 8×8×4
        conv1      Conv 4 × 1×1, s 1                         (8 + 2·0 − 1)/1 + 1 = 8   → 8×8×4     20 parameters    1,024 multiply-adds
        conv2      Conv 6 × 3×3, s 1, p 1   ← input          (8 + 2·1 − 3)/1 + 1 = 8   → 8×8×6    222 parameters   13,824 multiply-adds
        concat1    Concat                   ← conv2, conv1   6 + 4 = 10                → 8×8×10
        mix        Conv 4 × 1×1, s 1                         (8 + 2·0 − 1)/1 + 1 = 8   → 8×8×4     44 parameters    2,560 multiply-adds
        add1       Add                      ← mix, input                               → 8×8×4
        softmax1   Softmax                                                             → 8×8×4
        """,
        Table("[Input(8, 8, 4, As = \"image\"), Conv(4, 1, As = \"left\"), Conv(6, 3, Padding = 1, From = \"image\"), Concat(\"left\"), Conv(4, 1, Name = "
            + "\"mix\"), Add(\"image\"), Softmax]"));

    [Fact]
    public void ALongText_StandsBelowItsLayer()
    {
        string[] names = [.. Enumerable.Range(1, 6).Select(i => $"a_branch_whose_name_is_long_{i}")];
        string branches = string.Concat(names.Select(name => $"Conv(2, 1, Name = \"{name}\", From = \"image\"), "));
        string[] lines =
            Table($"[Input(8, 8, 4, As = \"image\"), {branches}Concat({string.Join(", ", names.Select(name => $"\"{name}\""))}), Softmax]").Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 150));
        Assert.Contains(lines, line => line.StartsWith("      ← a_branch_whose_name_is_long_1, a_branch", StringComparison.Ordinal));
        Assert.Single(lines
            .Where(line => line.Contains('→', StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.IndexOf('→', StringComparison.Ordinal))
            .Distinct());
    }

    private static string Table(string layers) => string.Join("\n", NetworkTable.Lines("Net", NetworkPrograms.Graph(layers)));
}
