using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// Reports everything that is wrong with a network or a block. It has no rule of its own about layers: it parses and builds the graph
/// as the generator does, and gives each problem its place.
/// </summary>
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
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (BlockParser.IsBlock(type))
        {
            CheckBlock(context, type);
            return;
        }

        if (!NetworkParser.ConcernsNetworks(type))
        {
            return;
        }

        if (!type.GetAttributes().Any(NetworkParser.IsNetwork))
        {
            context.ReportDiagnostic(Diagnostic.Create(DeclarationDiagnostics.LayersWithoutNetwork, type.Locations[0], type.Name));
            return;
        }

        ParsedNetwork parsed = NetworkParser.Parse(type, context.CancellationToken);
        foreach (Diagnostic problem in parsed.DeclarationProblems)
        {
            context.ReportDiagnostic(problem);
        }

        foreach (Problem problem in GraphBuilder.Build(parsed.Spec, context.CancellationToken).Problems)
        {
            context.ReportDiagnostic(Locate(problem, parsed.Sources));
        }

        CheckProject(context, parsed);
    }

    private static void CheckBlock(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        ParsedBlock parsed = BlockParser.Parse(type, context.CancellationToken);
        foreach (Diagnostic problem in parsed.DeclarationProblems)
        {
            context.ReportDiagnostic(problem);
        }

        foreach (Problem problem in GraphBuilder.Check(parsed.Declaration, context.CancellationToken))
        {
            context.ReportDiagnostic(Locate(problem, parsed.Sources));
        }
    }

    private static Diagnostic Locate(Problem problem, SourceMap sources) => Diagnostic.Create(
        DiagnosticCatalog.Find(problem.Id),
        sources.Find(problem.Layer, problem.Argument, problem.Element),
        RepairProperties.Of(problem),
        problem.MessageArguments.ToArray<object>());

    /// <summary>What the project file must say for the generated code to compile, and to be fast.</summary>
    private static void CheckProject(SymbolAnalysisContext context, ParsedNetwork parsed)
    {
        Location network = parsed.Sources.Find(Problem.WholeNetwork, null, -1);
        if (context.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            context.ReportDiagnostic(Diagnostic.Create(DeclarationDiagnostics.UnsafeCodeOff, network, parsed.Spec.Name));
        }

        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        bool publishesAot = string.Equals(ProjectProperty(options, "PublishAot"), "true", StringComparison.OrdinalIgnoreCase);

        // On ARM64 the widest vectors, 128 bits, are what every processor has: there is nothing to choose.
        bool isArm = ProjectProperty(options, "RuntimeIdentifier").EndsWith("-arm64", StringComparison.OrdinalIgnoreCase);
        bool isChosen = ProjectProperty(options, "IlcInstructionSet").Length > 0 || ProjectProperty(options, "CnnGenInstructionSetNames").Length > 0;
        if (publishesAot && !isArm && !isChosen)
        {
            context.ReportDiagnostic(Diagnostic.Create(PerformanceDiagnostics.AotInstructionSet, network, parsed.Spec.Name));
        }
    }

    private static string ProjectProperty(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
