using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>Reports everything that is wrong with a network or a block, and with what is done with one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticCatalog.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(AnalyzeTypeArguments, SyntaxKind.GenericName);
        context.RegisterCompilationAction(AnalyzeLibraries);
        context.RegisterCompilationAction(AnalyzeWeightFiles);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        IReadOnlyList<WeightFileSpec> weightFiles = WeightFiles.Of(type, context.Options, context.CancellationToken);
        foreach (Diagnostic problem in TypeProblems.Of(type, context.Compilation, options, weightFiles, context.CancellationToken))
        {
            context.ReportDiagnostic(problem);
        }
    }

    private static void AnalyzeLibraries(CompilationAnalysisContext context)
    {
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        foreach (Diagnostic problem in NativePublishing.OfLibraries(context.Compilation, options, context.CancellationToken))
        {
            context.ReportDiagnostic(problem);
        }
    }

    private static void AnalyzeWeightFiles(CompilationAnalysisContext context)
    {
        foreach (Diagnostic problem in WeightFiles.WithoutNetwork(context.Compilation, context.Options, context.CancellationToken))
        {
            context.ReportDiagnostic(problem);
        }
    }

    private static void AnalyzeTypeArguments(SyntaxNodeAnalysisContext context)
    {
        foreach (Diagnostic problem in TrainingUse.Problems((GenericNameSyntax)context.Node, context.SemanticModel, context.CancellationToken))
        {
            context.ReportDiagnostic(problem);
        }
    }
}
