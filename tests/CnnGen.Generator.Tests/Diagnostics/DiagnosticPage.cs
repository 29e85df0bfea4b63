using System.Collections.Immutable;
using System.Xml.Linq;
using CnnGen.Generator.Tests.Compilation;
using CnnGen.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>A page of documentation as the tests read it: title, severity and category, the quoted message, a wrong and a repaired program.</summary>
internal sealed record DiagnosticPage(string Title, string Kind, string Message, string Wrong, string Repaired)
{
    private const string Weights = """
        {"fc1.weight": {"dtype": "F32", "shape": [2, 64]}, "fc1.bias": {"dtype": "F32", "shape": [2]}}
        """;

    private const string Network = "[Network, Input(8, 8, 1), Dense(2)]\npublic partial class Net;";

    public static DiagnosticPage Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return new DiagnosticPage(
            lines[0].TrimStart('#', ' '),
            lines[2],
            lines.First(line => line.StartsWith("> ", StringComparison.Ordinal))[2..],
            CodeAfter(lines, "## Wrong"),
            CodeAfter(lines, "## Repaired"));
    }

    /// <summary>What a program of the page is told. A block of XML is the project file of an ordinary network, one of JSON the header of its weights.</summary>
    public async Task<ImmutableArray<Diagnostic>> Diagnose(string code)
    {
        bool isProject = code.StartsWith('<');
        WeightHeader? weights = code.StartsWith('{') ? new WeightHeader("Net", "net.safetensors", code) : isProject ? WeightsOf(XElement.Parse(code)) : null;
        string source = "using CnnGen;\n" + (isProject || weights is not null ? Network : code);
        CSharpCompilation compilation = TestCompilation.Create(allowUnsafe: !code.Contains("<AllowUnsafeBlocks>false<", StringComparison.Ordinal), source);
        if (isProject
            && XElement.Parse(code).Element("LangVersion") is { } version
            && LanguageVersionFacts.TryParse(version.Value, out LanguageVersion language))
        {
            CSharpParseOptions options = TestCompilation.ParseOptions.WithLanguageVersion(language);
            compilation =
                compilation.ReplaceSyntaxTree(
                    compilation.SyntaxTrees[0],
                    CSharpSyntaxTree.ParseText(source.Replace("class Net;", "class Net { }", StringComparison.Ordinal), options));
        }

        // What reads a generated member needs it; everything else is told the same without.
        compilation = compilation.GetDiagnostics().Any(diagnostic => diagnostic.Id == "CS0117")
            ? (CSharpCompilation)GeneratedProgram.Of(compilation).Program
            : compilation;

        // Without the generator no class is a network for the compiler.
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0311"));
        return await AnalyzerRun.Diagnostics(compilation, isProject ? ProjectProperties.FromXml(code) : null, weights);
    }

    /// <summary>The weights that a project file names, as they should be.</summary>
    private static WeightHeader? WeightsOf(XElement project) => project.Element("CnnGenWeights") is { } item
        ? new WeightHeader(item.Attribute("Network")!.Value, item.Attribute("Include")!.Value, Weights)
        : null;

    private static string CodeAfter(string[] lines, string heading)
    {
        int start = Array.FindIndex(lines, Array.IndexOf(lines, heading), line => line.StartsWith("```", StringComparison.Ordinal)) + 1;
        int end = Array.IndexOf(lines, "```", start);
        return string.Join('\n', lines[start..end]);
    }
}
