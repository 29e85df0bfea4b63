using System.Collections.Immutable;
using CnnGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.Compilation;

/// <summary>Runs the analyzer as the compiler does: suppressions apply, exceptions become AD0001.</summary>
internal static class AnalyzerRun
{
    /// <summary>The analyzer's diagnostics in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(
        CSharpCompilation compilation, ProjectProperties? properties = null, WeightHeader? weights = null)
    {
        AnalyzerOptions options = weights is null ? new([], properties ?? ProjectProperties.None) : new([weights], weights.Options);
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new NetworkAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    public static string Text(Diagnostic diagnostic) => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage()}";
}
