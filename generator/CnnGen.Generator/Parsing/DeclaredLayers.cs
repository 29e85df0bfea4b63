using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>The layers on a class: those that count, and those on further declarations, whose order would be the order of files.</summary>
/// <param name="Counted">The layers of the first declaration that has any; all layers of a class in a referenced assembly.</param>
/// <param name="Surplus">The layers of other declarations, which are reported.</param>
internal readonly record struct DeclaredLayers(ImmutableArray<AttributeData> Counted, ImmutableArray<AttributeData> Surplus)
{
    public static DeclaredLayers Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ImmutableArray<AttributeData> layers = type.GetAttributes().Where(LayerParser.IsLayer).ToImmutableArray();
        SyntaxNode? declaration = layers.Select(layer => DeclarationOf(layer, cancellation)).FirstOrDefault(node => node is not null);
        ImmutableArray<AttributeData> counted = layers.Where(layer => DeclarationOf(layer, cancellation) == declaration).ToImmutableArray();
        return new DeclaredLayers(counted, layers.RemoveRange(counted));
    }

    public static SyntaxNode? DeclarationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();
}
