using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>
/// Whatever stands around a network, it compiles without a warning or has an error of ours. <c>CNNGEN_FUZZ_PROJECTS</c> sets how many are tried, and
/// <c>CNNGEN_FUZZ_SEED</c> the first seed; each project has a seed of its own, which is in the message.
/// </summary>
public sealed class RandomProjectTests(ITestOutputHelper output)
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);
    private static readonly ProjectProperties[] s_widths = [.. new[] { "256", "32" }.Select(width =>
        ProjectProperties.FromXml($"<P><CnnGenVectorWidths>{width}</CnnGenVectorWidths></P>"))];

    [Fact]
    public async Task AnyProject_CompilesOrHasAnErrorOfOurs()
    {
        int wanted = Number("CNNGEN_FUZZ_PROJECTS", 150);
        int seed = Number("CNNGEN_FUZZ_SEED", 1);
        (int tried, int right, int diagnosed) = (0, 0, 0);
        List<string> wrong = [];
        for (; tried < wanted && wrong.Count < 10; seed++)
        {
            (string source, string use) = new RandomProjects(seed).Next();
            CSharpCompilation project =
                TestCompilation.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, s_options, path: "File0.cs"));
            if (!project.Emit(Stream.Null).Success)
            {
                continue; // two types of one name, a name that C# or an assembly refuses: nothing that a user could have
            }

            tried++;
            GeneratedProgram generated = GeneratedProgram.Of(project, s_widths[seed % s_widths.Length]);
            ImmutableArray<Diagnostic> ours = await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program);
            bool isDiagnosed = ours.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            Microsoft.CodeAnalysis.Compilation program = isDiagnosed
                ? generated.Program
                : generated.Program.AddSyntaxTrees(CSharpSyntaxTree.ParseText(use, s_options, path: "Use.cs"));
            Diagnostic? complaint =
                (generated with { Program = program })
                    .Complaints()
                    .FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || !IsUsers(diagnostic));
            if (complaint is not null)
            {
                wrong.Add($"seed {seed}: {complaint}\n{(IsUsers(complaint) ? "" : LineOf(complaint.Location))}\n{source}");
            }

            (right, diagnosed) = isDiagnosed ? (right, diagnosed + 1) : (right + 1, diagnosed);
        }

        output.WriteLine($"{tried} projects, the last with seed {seed - 1}: {right} compiled, {diagnosed} with an error of ours, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.InRange(diagnosed, 1, tried / 2);
    }

    /// <summary>What the user's own code is warned about is the user's affair.</summary>
    private static bool IsUsers(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath == "File0.cs";

    private static string LineOf(Location location) => location.SourceTree?.GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
