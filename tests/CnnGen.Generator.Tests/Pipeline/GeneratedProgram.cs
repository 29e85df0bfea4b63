using System.Collections.Immutable;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>A program together with what the generator adds to it.</summary>
/// <param name="Program">Both.</param>
/// <param name="Reported">What the generator itself reported.</param>
internal sealed record GeneratedProgram(Microsoft.CodeAnalysis.Compilation Program, ImmutableArray<Diagnostic> Reported)
{
    /// <summary>Runs the generator, which throws nothing.</summary>
    public static GeneratedProgram Of(CSharpCompilation compilation, ProjectProperties? properties = null)
    {
        CSharpParseOptions options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        CSharpGeneratorDriver.Create([new CnnGenerator().AsSourceGenerator()], parseOptions: options, optionsProvider: properties ?? ProjectProperties.None)
            .RunGeneratorsAndUpdateCompilation(compilation, out Microsoft.CodeAnalysis.Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id is "CS8785" or "CS8784" or "CNN0030");
        return new GeneratedProgram(output, diagnostics);
    }

    /// <summary>The errors of the compiler.</summary>
    public static IReadOnlyList<string> Errors(string source) => Of(TestCompilation.Create(source)).Program.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ToList();

    /// <summary>Errors and warnings of the compiler, and of writing the assembly: some names are too long for it.</summary>
    public IReadOnlyList<Diagnostic> Complaints() =>
        [.. Program.Emit(Stream.Null).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)];

    /// <summary>The text of the file whose name ends so.</summary>
    public string File(string end) => Program.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath).EndsWith(end, StringComparison.Ordinal)).ToString();
}
