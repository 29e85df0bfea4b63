using System.Globalization;
using CnnGen.Generator.Tests.Compilation;
using CnnGen.Generator.Tests.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

public class DeterminismTests
{
    private const string Layers = "[Input(16, 16, 1), Conv(6, 5, PaddingTop = 1), LeakyRelu(-0.25f), MaxPool(2), Dense(10), SoftmaxCrossEntropy]";

    [Fact]
    public void AHostileCulture_ChangesNoGeneratedByte()
    {
        IReadOnlyList<string> expected = Files();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = hostile;

            Assert.Equal(expected, Files());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TheOrderOfFiles_ChangesNothingButTheOrder()
    {
        string other = "using CnnGen; namespace Letters; [Network, Input(8, 8, 1), Dense(2)] partial class Net;";
        string net = NetworkPrograms.Source(Layers);

        Assert.Equal(Files(net, other).Order(StringComparer.Ordinal), Files(other, net).Order(StringComparer.Ordinal));
    }

    /// <summary>Name and text of every generated file.</summary>
    private static IReadOnlyList<string> Files(params string[] sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new CnnGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGenerators(TestCompilation.Create(sources.Length == 0 ? [NetworkPrograms.Source(Layers)] : sources));
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.NotEmpty(result.GeneratedSources);
        return result.GeneratedSources.Select(file => $"{file.HintName}\n{file.SourceText}").ToList();
    }
}
