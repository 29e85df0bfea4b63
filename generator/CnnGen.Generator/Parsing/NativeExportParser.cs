using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>What <c>[NativeExport]</c> says: what the names of a network's C functions begin with.</summary>
internal static class NativeExportParser
{
    private const string Attribute = "NativeExportAttribute";

    // A file is named after it, beside the network, and C compilers look at so many letters for certain.
    private const int Longest = 63;

    /// <summary>The prefix; null for a network that is not exported, and where the prefix is no beginning of a C identifier.</summary>
    public static string? Prefix(INamedTypeSymbol type) => Written(type) is { } prefix && IsIdentifier(prefix) ? prefix : null;

    /// <summary>The problem with the prefix, on the argument or, where the class's name is none, on the attribute.</summary>
    public static IEnumerable<Diagnostic> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (Written(type) is not { } prefix || IsIdentifier(prefix))
        {
            return [];
        }

        SyntaxNode? attribute = Find(type)!.ApplicationSyntaxReference?.GetSyntax(cancellation);
        AttributeArgumentSyntax? argument = (attribute as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault();
        Location location = argument?.Expression.GetLocation() ?? attribute?.GetLocation() ?? type.Locations[0];
        return [Diagnostic.Create(DeclarationDiagnostics.BadExportPrefix, location, type.Name, prefix)];
    }

    private static string? Written(INamedTypeSymbol type) => Find(type) switch
    {
        null => null,
        { AttributeConstructor: null } => null,
        { ConstructorArguments.Length: 1 } export => export.ConstructorArguments[0].Value as string,
        _ => type.Name.ToLowerInvariant(),
    };

    private static AttributeData? Find(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass is { } export && LayerParser.IsOurs(export, Attribute));

    private static bool IsIdentifier(string text) =>
        text.Length is > 0 and <= Longest && !IsDigit(text[0]) && text.All(static c => c is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || IsDigit(c));

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
