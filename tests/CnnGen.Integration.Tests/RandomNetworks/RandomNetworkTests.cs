using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.Reference;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>The random networks themselves, before any generator: they must be C#, cover the language, and their oracle must be right.</summary>
public class RandomNetworkTests
{
    private static readonly RandomNetwork[] s_sixty = [.. Enumerable.Range(0, 60).Select(RandomNetwork.Legal)];

    [Fact]
    public void Declarations_AreLegalCSharp()
    {
        foreach (RandomNetwork network in s_sixty)
        {
            Diagnostic[] errors = [.. NetworkCompiler.Compilation(network.Source).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, $"{network}\n{errors.FirstOrDefault()}");
        }
    }

    /// <summary>Longer runs of the engines' tests begin with any seed; small images leave little room for windows.</summary>
    [Fact]
    public void EverySeed_GivesANetwork()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            Exception? exception = Record.Exception(() => RandomNetwork.Legal(seed));
            Assert.True(exception is null, $"Seed {seed}: {exception?.Message}");
        }
    }

    [Fact]
    public void TheSameSeed_GivesTheSameNetwork()
    {
        RandomNetwork first = RandomNetwork.Legal(5);
        RandomNetwork second = RandomNetwork.Legal(5);
        Assert.Equal(first.Source, second.Source);
        Assert.Equal(first.Reference.Parameters.SelectMany(p => p.Parameter.Values), second.Reference.Parameters.SelectMany(p => p.Parameter.Values));
        Assert.Equal(first.DrawBatch(1, 2).Images[1].Values, second.DrawBatch(1, 2).Images[1].Values);
    }

    [Theory]
    [InlineData("Conv(")]
    [InlineData("MaxPool(")]
    [InlineData("MinPool(")]
    [InlineData("AveragePool(")]
    [InlineData("GlobalAveragePool")]
    [InlineData("Dense(")]
    [InlineData("Flatten")]
    [InlineData("Relu")]
    [InlineData("LeakyRelu(")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("BatchNorm")]
    [InlineData("BatchNorm(Epsilon")]
    [InlineData("Dropout(")]
    [InlineData("Softmax,")]
    [InlineData("Add(")]
    [InlineData("Concat(")]
    [InlineData("From = ")]
    [InlineData("Padding.Same")]
    [InlineData("PaddingBottom = ")]
    [InlineData("DilationWidth = ")]
    [InlineData("StrideHeight = ")]
    [InlineData("CountPadding = true")]
    [InlineData("Bias = false")]
    [InlineData("Name = ")]
    [InlineData("SoftmaxCrossEntropy")]
    [InlineData("[CrossEntropy")]
    [InlineData("MeanSquaredError")]
    [InlineData("MeanAbsoluteError")]
    public void SixtyNetworks_CoverTheLanguage(string text) =>
        Assert.Contains(s_sixty, network => network.Source.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void PerhapsIllegalDeclarations_AreLegalCSharp_AndBothKindsOccur()
    {
        (RandomNetwork Network, string? Mistake)[] declarations = [.. Enumerable.Range(0, 100).Select(RandomNetwork.PerhapsIllegal)];
        Assert.InRange(declarations.Count(declaration => declaration.Mistake is null), 25, 75);
        foreach ((RandomNetwork network, _) in declarations)
        {
            Diagnostic[] errors = [.. NetworkCompiler.Compilation(network.Source).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, $"{network}\n{errors.FirstOrDefault()}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(21)]
    public void TheOracle_BackwardEqualsDifferences(int seed)
    {
        RandomNetwork network = RandomNetwork.Legal(seed);
        (RefTensor[] images, RefTarget[] targets) = network.DrawBatch(seed, 2);
        RefGradients gradients = network.Reference.Backward(images, targets);
        foreach ((string name, RefParameter parameter) in network.Reference.Parameters)
        {
            // A few elements of each tensor: every operator is checked in full by itself.
            var some = new Random(seed);
            for (int check = 0; check < 3; check++)
            {
                int i = some.Next(parameter.Values.Length);
                double x = parameter.Values[i];
                parameter.Values[i] = x + 1e-6;
                double above = network.Reference.MeanLoss(images, targets);
                parameter.Values[i] = x - 1e-6;
                double below = network.Reference.MeanLoss(images, targets);
                parameter.Values[i] = x;
                Assert.Equal((above - below) / 2e-6, gradients.Parameters[name][i], 1e-6);
            }
        }
    }
}
