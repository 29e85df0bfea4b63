using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// The command-line compiler stops before it has asked any analyzer, if a declaration anywhere in the project is wrong: a missing type hides the errors of all
/// networks. Then the generator, which runs before, reports them. The compiler prints equal diagnostics once, so that none is shown twice where it does go on.
/// </summary>
internal static class HiddenErrors
{
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<GraphResult> graphs)
    {
        // While networks are right, this is null after every edit, and nothing else is computed.
        IncrementalValueProvider<Microsoft.CodeAnalysis.Compilation?> ofWrongNetworks = graphs
            .Where(static result => result.Graph is null || result.Spec.Part != EmittedPart.Network)
            .Collect()
            .Select(static (wrong, _) => !wrong.IsEmpty)
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => pair.Left ? pair.Right : null);

        context.RegisterImplementationSourceOutput(ofWrongNetworks.Combine(context.AnalyzerConfigOptionsProvider), static (production, pair) =>
        {
            if (pair.Left is { } program && HasDeclarationErrors(program, production.CancellationToken))
            {
                ReportTypes(program, pair.Right.GlobalOptions, production);
            }
        });

        // A network without a loss may be trained in a declaration, and that is itself what hides the error. Nor is this anything while nobody seems to.
        IncrementalValueProvider<Microsoft.CodeAnalysis.Compilation?> ofTraining = graphs
            .Where(static result => result.Outline.Loss is null)
            .Select(static (result, _) => result.Spec.Name)
            .Collect()
            .Combine(context.CompilationProvider)
            .Select(static (pair, cancellation) => TrainingUse.IsPossible(pair.Right, [.. pair.Left], cancellation) ? pair.Right : null);

        context.RegisterImplementationSourceOutput(ofTraining, static (production, program) =>
        {
            if (program is not null && HasDeclarationErrors(program, production.CancellationToken))
            {
                TrainingUse.Problems(program, production.CancellationToken).ForEach(production.ReportDiagnostic);
            }
        });
    }

    private static bool HasDeclarationErrors(Microsoft.CodeAnalysis.Compilation program, CancellationToken cancellation) =>
        program.GetDeclarationDiagnostics(cancellation).Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static void ReportTypes(Microsoft.CodeAnalysis.Compilation program, AnalyzerConfigOptions options, SourceProductionContext production)
    {
        foreach (INamedTypeSymbol type in Types(program.Assembly.GlobalNamespace))
        {
            production.CancellationToken.ThrowIfCancellationRequested();
            foreach (Diagnostic problem in TypeProblems.Of(type, program, options, [], production.CancellationToken))
            {
                if (problem.Severity == DiagnosticSeverity.Error)
                {
                    production.ReportDiagnostic(problem);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (INamedTypeSymbol found in Types(inner))
                {
                    yield return found;
                }
            }
        }
    }
}
