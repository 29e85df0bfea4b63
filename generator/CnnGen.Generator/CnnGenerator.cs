using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator;

/// <summary>
/// The pipeline: parse, compile, print. Problems are reported by the analyzer, so that a moved line recomputes nothing here; where the compiler would not run
/// it,
/// <see cref="HiddenErrors"/> reports them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CnnGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        FirstRun.Begin();
        IncrementalValuesProvider<NetworkSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.NetworkAttribute, static (node, _) => node is ClassDeclarationSyntax, Parse)
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(PipelineSteps.Spec);

        IncrementalValueProvider<EquatableArray<string>> sharedNames = specs
            .Collect()
            .Select(static (specs, _) => SharedNames.Among(specs))
            .WithTrackingName(PipelineSteps.SharedNames);

        IncrementalValuesProvider<GraphResult> graphs = specs
            .Combine(sharedNames)
            .Select(static (pair, _) => SharedNames.Mark(pair.Left, pair.Right))
            .Select(static (spec, cancellation) => FaultBarrier.Graph(spec, cancellation))
            .WithTrackingName(PipelineSteps.Graph);

        IncrementalValueProvider<(BuildOptions Options, CompilerSettings Settings)> settings = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => BuildOptions.Read(options.GlobalOptions))
            .Combine(context.CompilationProvider.Select(static (compilation, _) => CompilerSettings.Of(compilation)))
            .WithTrackingName(PipelineSteps.Options);

        IncrementalValuesProvider<GeneratedFiles> files = graphs
            .Combine(settings)
            .Select(static (pair, cancellation) => FaultBarrier.Files(pair.Left, pair.Right.Options, pair.Right.Settings, cancellation))
            .WithTrackingName(PipelineSteps.Files);

        context.RegisterSourceOutput(files, static (production, files) =>
        {
            if (files.Fault is { } fault)
            {
                production.ReportDiagnostic(fault.ToDiagnostic());
            }

            foreach (GeneratedFile file in files.All)
            {
                production.AddSource(file.HintName, new PartsText(file.Parts));
            }
        });

        HiddenErrors.Register(context, graphs);
    }

    private static NetworkSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type && NetworkParser.IsFirstDeclaration(type, context.TargetNode, cancellation)
            ? FaultBarrier.Parse(type, cancellation)
            : null;
}
