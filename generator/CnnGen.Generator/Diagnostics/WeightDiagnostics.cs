using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN04xx: a weight file that the project names for a network, and the network.</summary>
internal static class WeightDiagnostics
{
    private const string Category = "CnnGen.Weights";

    public static readonly DiagnosticDescriptor TensorMissing = new(
        DiagnosticIds.TensorMissing,
        "A tensor that the weight file lacks",
        "{0}: {1} {2} is missing in {3}{4}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TensorMissing + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TensorSurplus = new(
        DiagnosticIds.TensorSurplus,
        "A tensor that the network lacks",
        "{0} has {1}, which {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TensorSurplus + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TensorShapeDiffers = new(
        DiagnosticIds.TensorShapeDiffers,
        "A tensor of another shape in the weight file",
        "{0}: {1} is {2} here, but {3} in {4}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TensorShapeDiffers + HelpPages.Extension);

    public static readonly DiagnosticDescriptor WeightFileUnreadable = new(
        DiagnosticIds.WeightFileUnreadable,
        "A weight file that cannot be read",
        "The weight file {0} cannot be checked: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.WeightFileUnreadable + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnknownNetwork = new(
        DiagnosticIds.UnknownNetwork,
        "A weight file for a network that does not exist",
        "The weight file {0} is for the network {1}, which this project does not have{2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnknownNetwork + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        TensorMissing,
        TensorSurplus,
        TensorShapeDiffers,
        WeightFileUnreadable,
        UnknownNetwork,
    ];
}
