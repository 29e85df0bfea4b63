using System.Collections.Immutable;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Parsing;

/// <summary>From the attributes of a block, in this or a referenced assembly, to its <see cref="BlockSpec"/>.</summary>
internal static class BlockParser
{
    /// <summary>Whether a type declares a block.</summary>
    public static bool IsBlock(INamedTypeSymbol type) => LayerParser.DerivesFrom(type, "BlockAttribute");

    public static string KeyOf(INamedTypeSymbol type) => $"{type.OriginalDefinition.ToDisplayString()}, {type.ContainingAssembly?.Name}";

    /// <summary>The blocks that layers use, directly or not, each once, in the order in which they are met.</summary>
    public static EquatableArray<BlockSpec> UsedBy(IEnumerable<AttributeData> layers, CancellationToken cancellation)
    {
        List<BlockSpec> blocks = [];
        HashSet<string> met = new(StringComparer.Ordinal);
        Queue<AttributeData> uses = new(layers);
        while (uses.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (uses.Dequeue().AttributeClass is not { } type || !IsBlock(type) || !met.Add(KeyOf(type)))
            {
                continue;
            }

            ImmutableArray<AttributeData> body = DeclaredLayers.Of(type.OriginalDefinition, cancellation).Counted;
            blocks.Add(Spec(type, body));
            foreach (AttributeData layer in body)
            {
                uses.Enqueue(layer);
            }
        }

        return blocks.ToEquatableArray();
    }

    /// <summary>A block of this assembly, to be checked by itself.</summary>
    public static ParsedBlock Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        DeclaredLayers layers = DeclaredLayers.Of(type, cancellation);
        IEnumerable<BlockParameter> parameters = type.InstanceConstructors
            .SelectMany(constructor => constructor.Parameters)
            .Select(parameter => new BlockParameter(parameter.Name, parameter.Type.SpecialType == SpecialType.System_String))
            .Distinct();
        BlockDeclaration declaration = new(Spec(type, layers.Counted), parameters.ToEquatableArray(), UsedBy(layers.Counted, cancellation));
        SourceMap sources = new(type.Locations[0], layers.Counted.Select(layer => LayerParser.Locate(layer, cancellation)).ToImmutableArray());
        return new ParsedBlock(declaration, sources, DeclarationRules.CheckBlock(type, layers, cancellation));
    }

    private static BlockSpec Spec(INamedTypeSymbol type, ImmutableArray<AttributeData> body) =>
        new(KeyOf(type), LayerParser.ShortName(type), body.Select(LayerParser.Parse).ToEquatableArray());
}
