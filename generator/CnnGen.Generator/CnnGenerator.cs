using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator;

/// <summary>The pipeline: parse, compile, print. Problems are reported by the analyzer, so that a moved line recomputes nothing here.</summary>
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

        IncrementalValuesProvider<GraphResult> graphs = specs
            .Select(GraphBuilder.Build)
            .WithTrackingName(PipelineSteps.Graph);

        IncrementalValueProvider<BuildOptions> buildOptions = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => BuildOptions.Read(options.GlobalOptions))
            .WithTrackingName(PipelineSteps.Options);

        IncrementalValuesProvider<GeneratedFiles> files = graphs
            .Combine(buildOptions)
            .Select(static (pair, cancellation) => Compile(pair.Left, pair.Right, cancellation))
            .WithTrackingName(PipelineSteps.Files);

        context.RegisterSourceOutput(files, static (production, files) =>
        {
            foreach (GeneratedFile file in files.All)
            {
                production.AddSource(file.HintName, new PartsText(file.Parts));
            }
        });
    }

    private static NetworkSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type && NetworkParser.IsFirstDeclaration(type, context.TargetNode, cancellation)
            ? NetworkParser.Parse(type, cancellation).EmittableSpec
            : null;

    private static GeneratedFiles Compile(GraphResult result, BuildOptions options, CancellationToken cancellation) =>
        new(result.Graph is { } graph
            ? NetworkFiles.Of(result.Spec, graph, options, cancellation)
            : StubPrinter.Print(result));
}
