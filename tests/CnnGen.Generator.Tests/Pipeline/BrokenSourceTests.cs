using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>A program while it is being typed: whatever is missing, doubled or misplaced, neither the generator nor the analyzer falls over.</summary>
public class BrokenSourceTests
{
    private const string Source = """
        using CnnGen;

        namespace Digits;

        [Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv("2 * width", 1), BatchNorm(As = "residual")]
        public sealed class StageAttribute(int width, int stride = 1) : BlockAttribute;

        [Network(Winograd = false)]
        [Input(16, 16, 3)]
        [Conv(8, 3, Padding = Padding.Same), Relu(As = "before"), Conv(8, 3, Padding = 1), Add("before")]
        [Stage(8, 2, Name = "layer1"), Stage(16)]
        [MaxPool(2), Dense(10), SoftmaxCrossEntropy]
        public partial class Net
        {
            public int Own => 1;
        }
        """;

    private static readonly string[] s_insertions = [
        "[",
        "]",
        "(",
        ")",
        ",",
        "\"",
        "0",
        "-1",
        "99999999999",
        "nameof(",
        "null",
        "= ",
        "\n",
        "[Network]",
        "Input(1, 1, 1), ",
        "//",
        "{",
        "}",
        ";",
        "é",
        "partial class X<T>"
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyText_IsSurvived(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 60; i++)
        {
            string text = Broken(random);
            CSharpCompilation compilation = TestCompilation.Create(text);

            GeneratorRunResult result = CSharpGeneratorDriver.Create(new CnnGenerator()).RunGenerators(compilation).GetRunResult().Results.Single();
            IEnumerable<Diagnostic> diagnostics = await AnalyzerRun.Diagnostics(compilation);

            Assert.True(result.Exception is null, $"Seed {seed}, text {i}: {result.Exception}\n\n{text}");
            Assert.True(diagnostics.All(diagnostic => diagnostic.Id != "AD0001"), $"Seed {seed}, text {i}: the analyzer threw.\n\n{text}");
        }
    }

    private static string Broken(Random random)
    {
        string text = Source;
        for (int edits = random.Next(1, 6); edits > 0; edits--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text.Insert(at, s_insertions[random.Next(s_insertions.Length)]),
            };
        }

        return text;
    }
}
