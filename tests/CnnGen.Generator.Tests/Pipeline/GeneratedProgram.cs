using System.Collections.Immutable;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>A program together with what the generator adds to it.</summary>
internal static class GeneratedProgram
{
    /// <summary>The errors of the compiler, after the generator ran without an exception.</summary>
    public static IReadOnlyList<string> Errors(string source)
    {
        CSharpGeneratorDriver.Create([new CnnGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(TestCompilation.Create(source), out Microsoft.CodeAnalysis.Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        return output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ToList();
    }
}
