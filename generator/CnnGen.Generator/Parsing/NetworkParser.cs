using System.Collections.Immutable;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>From a class to its <see cref="NetworkSpec"/>: the last place that sees a symbol.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "CnnGen.NetworkAttribute";

    // WeightFormat.BFloat16
    private const int BFloat16 = 1;

    private static readonly SymbolDisplayFormat s_namespaceFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Whether a class is marked as a network or carries layers.</summary>
    public static bool ConcernsNetworks(INamedTypeSymbol type) =>
        type
            .GetAttributes()
            .Any(static attribute => IsNetwork(attribute) || (attribute.AttributeClass is { TypeKind: not TypeKind.Error } && LayerParser.IsLayer(attribute)));

    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass is { } type && LayerParser.IsOurs(type, "NetworkAttribute");

    /// <summary>Whether a declaration is the one to generate for: the first with <c>[Network]</c>, even if the compiler will reject a second.</summary>
    public static bool IsFirstDeclaration(INamedTypeSymbol type, SyntaxNode declaration, CancellationToken cancellation) =>
        type.GetAttributes().FirstOrDefault(IsNetwork) is { } network && DeclaredLayers.DeclarationOf(network, cancellation) == declaration;

    public static ParsedNetwork Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        DeclaredLayers layers = DeclaredLayers.Of(type, cancellation);
        NetworkSpec spec = new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(s_namespaceFormat),
            ContainingTypes(type).Select(HeaderOf).ToEquatableArray(),
            HeaderOf(type),
            layers.Counted.Select(LayerParser.Parse).ToEquatableArray(),
            BlockParser.UsedBy(layers.Counted, cancellation),
            NetworkArgument(type, "Winograd") as bool?,
            NetworkArgument(type, "DenseWeights") is BFloat16,
            NativeExportParser.Prefix(type))
        {
            IsInspectable = IsInspectable(type),
            Part = DeclarationRules.PartOf(type, cancellation),
            TakenMembers = MemberRules.Taken(type, cancellation),
        };
        SourceMap sources = new(
            NetworkLocation(type, cancellation),
            layers.Counted.Select(layer => LayerParser.Locate(layer, cancellation)).ToImmutableArray());
        return new ParsedNetwork(spec, sources, DeclarationRules.Check(type, layers.Surplus, cancellation));
    }

    /// <summary>The types around a class, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        Stack<INamedTypeSymbol> types = new();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            types.Push(outer);
        }

        return types;
    }

    /// <summary>Whether a network shall be one that can be looked into.</summary>
    public static bool IsInspectable(INamedTypeSymbol type) => NetworkArgument(type, "Inspectable") is true;

    /// <summary>What <c>[Network]</c> says of a property; null where it says nothing.</summary>
    private static object? NetworkArgument(INamedTypeSymbol type, string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in type.GetAttributes().FirstOrDefault(IsNetwork)?.NamedArguments ?? [])
        {
            if (argument.Key == property && argument.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }

    private static Location NetworkLocation(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.GetAttributes().FirstOrDefault(IsNetwork)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax network
            ? network.Name.GetLocation()
            : type.Locations[0];

    private static TypeHeader HeaderOf(INamedTypeSymbol type) => new(
        (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (TypeKind.Interface, _) => "interface",
            (_, true) => "record",
            _ => "class",
        },
        IsKeyword(type.Name) ? "@" + type.Name : type.Name);

    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
}
