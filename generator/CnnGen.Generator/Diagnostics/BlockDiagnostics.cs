using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN00xx: blocks, and the arguments that depend on their parameters.</summary>
internal static class BlockDiagnostics
{
    private const string Category = "CnnGen.Declaration";

    public static readonly DiagnosticDescriptor BlockWithoutLayers = new(
        DiagnosticIds.BlockWithoutLayers,
        "A block without layers",
        "Block '{0}' has no layers. Declare its body as layer attributes on its class.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.BlockWithoutLayers + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NotInBlock = new(
        DiagnosticIds.NotInBlock,
        "What cannot stand in a block",
        "{0} cannot stand in block '{1}': {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NotInBlock + HelpPages.Extension);

    public static readonly DiagnosticDescriptor BlockRecursion = new(
        DiagnosticIds.BlockRecursion,
        "A block that contains itself",
        "Block '{0}' contains itself: {1}. Remove one of these uses, since a network is finite.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.BlockRecursion + HelpPages.Extension);

    public static readonly DiagnosticDescriptor BadExpression = new(
        DiagnosticIds.BadExpression,
        "Text that is no expression",
        "{0}: \"{1}\" is no expression: {2}. Use whole numbers, parameters, + − × ÷ and parentheses.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.BadExpression + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        DiagnosticIds.UnknownParameter,
        "An unknown parameter",
        "{0}: '{1}' is no parameter of {2}{3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnknownParameter + HelpPages.Extension);

    public static readonly DiagnosticDescriptor InexactDivision = new(
        DiagnosticIds.InexactDivision,
        "A division that does not come out even",
        "{0}: \"{1}\" does not come out even: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.InexactDivision + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ExpressionOverflow = new(
        DiagnosticIds.ExpressionOverflow,
        "An expression beyond 32 bits",
        "{0}: \"{1}\" is too large: {2}, beyond 32 bits",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ExpressionOverflow + HelpPages.Extension);

    public static readonly DiagnosticDescriptor WrongArgumentType = new(
        DiagnosticIds.WrongArgumentType,
        "An argument of the wrong type",
        "{0}: {1} is {2}, not {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.WrongArgumentType + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        BlockWithoutLayers,
        NotInBlock,
        BlockRecursion,
        BadExpression,
        UnknownParameter,
        InexactDivision,
        ExpressionOverflow,
        WrongArgumentType,
    ];
}
