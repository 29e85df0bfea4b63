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
        IncrementalValuesProvider<NetworkSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.NetworkAttribute, static (node, _) => node is ClassDeclarationSyntax, Parse)
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(PipelineSteps.Spec);

        IncrementalValuesProvider<GraphResult> graphs = specs
            .Select(GraphBuilder.Build)
            .WithTrackingName(PipelineSteps.Graph);

        context.RegisterSourceOutput(graphs, static (_, _) => { });
    }

    private static NetworkSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type && NetworkParser.IsFirstDeclaration(type, context.TargetNode, cancellation)
            ? NetworkParser.Parse(type, cancellation).EmittableSpec
            : null;
}
