using CnnGen.CodeFixes;
using CnnGen.Generator.Tests.Compilation;
using Xunit;

namespace CnnGen.Generator.Tests.CodeFixes;

public class FitWindowTests
{
    private const string KeepSize = "Set Padding = Padding.Same";

    [Theory]
    [InlineData("[Network, Input(4, 4, 1), Conv(6, 5, Stride = 2)]", "[Network, Input(4, 4, 1), Conv(6, 4, Stride = 2)]", 4)]
    [InlineData("[Network, Input(3, 9, 1), Conv(6, 5)]", "[Network, Input(3, 9, 1), Conv(6, 3)]", 3)]
    [InlineData(
        "[Network, Input(9, 5, 1), Conv(kernelWidth: 7, filters: 6, kernelHeight: 3)]",
        "[Network, Input(9, 5, 1), Conv(kernelWidth: 5, filters: 6, kernelHeight: 3)]",
        5)]
    [InlineData("[Network, Input(4, 4, 1), MaxPool( /* all */ 5 )]", "[Network, Input(4, 4, 1), MaxPool( /* all */ 4 )]", 4)]
    public async Task TheLargestWindow_ReplacesTheOneThatDoesNotFit(string before, string after, int size) => Assert.Equal(
        $"using CnnGen;\n{after}\npublic partial class Net;",
        await CodeFixRun.Apply($"using CnnGen;\n{before}\npublic partial class Net;", new FitWindowCodeFix(), $"Use a size of {size}, the largest that fits"));

    [Theory]
    [InlineData("[Network, Input(4, 4, 1), Conv(6, 5)]", "[Network, Input(4, 4, 1), Conv(6, 5, Padding = Padding.Same)]")]
    [InlineData(
        "[Network, Input(3, 3, 1), Conv(6, 7, PaddingTop = 1, Bias = false, PaddingWidth = 1)]",
        "[Network, Input(3, 3, 1), Conv(6, 7, Bias = false, Padding = Padding.Same)]")]
    public async Task PaddingSame_ReplacesEveryOtherPadding(string before, string after) => Assert.Equal(
        $"using CnnGen;\n{after}\npublic partial class Net;",
        await CodeFixRun.Apply($"using CnnGen;\n{before}\npublic partial class Net;", new FitWindowCodeFix(), KeepSize));

    [Fact]
    public async Task WithoutUsing_PaddingIsQualified() => Assert.Equal(
        "[CnnGen.Network, CnnGen.Input(4, 4, 1), CnnGen.Conv(6, 5, Padding = CnnGen.Padding.Same)]\npublic partial class Net;",
        await CodeFixRun.Apply("[CnnGen.Network, CnnGen.Input(4, 4, 1), CnnGen.Conv(6, 5)]\npublic partial class Net;", new FitWindowCodeFix(), KeepSize));

    [Fact]
    public async Task OtherMistakes_AreOfferedNothing() =>
        Assert.Empty(await CodeFixRun.Titles("using CnnGen;\n[Network, Input(4, 4, 1), Conv(0, 3)]\npublic partial class Net;", new FitWindowCodeFix()));

    [Theory]
    [InlineData("Unit")]
    [InlineData("Unit(5)")]
    public async Task AWindowInABlock_IsNotRepairedWhereTheBlockIsUsed(string use)
    {
        string source =
            $"using CnnGen;\n[Network, Input(4, 4, 1), {use}]\npublic partial class Net;\n[Conv(6, nameof(kernel))] class UnitAttribute(int kernel = 5) : "
            + $"BlockAttribute;";

        Assert.Contains(await AnalyzerRun.Diagnostics(TestCompilation.Create(source)), diagnostic => diagnostic.Id == "CNN0101");
        Assert.Empty(await CodeFixRun.Titles(source, new FitWindowCodeFix()));
    }
}
