using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN00xx: the class, its names and the order of its layers.</summary>
internal static class DeclarationDiagnostics
{
    private const string Category = "CnnGen.Declaration";

    public static readonly DiagnosticDescriptor NotPartial = new(
        DiagnosticIds.NotPartial,
        "A network must be partial",
        "'{0}' is a network, so it must be partial: its members are generated into another part",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NotPartial + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        DiagnosticIds.ContainingTypeNotPartial,
        "A type around a network must be partial",
        "'{0}' must be partial, since the network '{1}' is declared inside it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ContainingTypeNotPartial + HelpPages.Extension);

    public static readonly DiagnosticDescriptor Generic = new(
        DiagnosticIds.Generic,
        "A network cannot be generic",
        "Network '{0}' cannot be generated, since '{1}' has type parameters: the shapes of a network are fixed when it is compiled",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.Generic + HelpPages.Extension);

    public static readonly DiagnosticDescriptor FileLocal = new(
        DiagnosticIds.FileLocal,
        "A network cannot be file-local",
        "Network '{0}' is file-local, but its members are generated into another file. Remove the modifier 'file'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.FileLocal + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnsuitableClass = new(
        DiagnosticIds.UnsuitableClass,
        "A network must be an ordinary class",
        "Network '{0}' is {1}. Declare it as an ordinary partial class, since its instances and their construction are generated.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnsuitableClass + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TwoDeclarations = new(
        DiagnosticIds.TwoDeclarations,
        "The layers of a network stand on two declarations",
        "These layers of '{0}' stand on a second declaration, so their order would be that of the files. Put all layers on one declaration.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TwoDeclarations + HelpPages.Extension);

    public static readonly DiagnosticDescriptor LayersWithoutNetwork = new(
        DiagnosticIds.LayersWithoutNetwork,
        "Layers without [Network]",
        "'{0}' has layers but no [Network], so nothing is generated for it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.LayersWithoutNetwork + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NoLayers = new(
        DiagnosticIds.NoLayers,
        "A network without layers",
        "Network '{0}' has no layers. Begin with [Input(height, width, channels)] and let the layers follow.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NoLayers + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NoInput = new(
        DiagnosticIds.NoInput,
        "A network without Input",
        "Network '{0}' has no Input, so no shape is known. Put [Input(height, width, channels)] before the first layer.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NoInput + HelpPages.Extension);

    public static readonly DiagnosticDescriptor InputNotFirst = new(
        DiagnosticIds.InputNotFirst,
        "Input is not the first layer",
        "Input must be the first layer of '{0}', but {1} before it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.InputNotFirst + HelpPages.Extension);

    public static readonly DiagnosticDescriptor InputTwice = new(
        DiagnosticIds.InputTwice,
        "A second Input without a name",
        "'{0}' has a second Input without a name. Give each of several its Name, which is a parameter of Forward, or remove one.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.InputTwice + HelpPages.Extension);

    public static readonly DiagnosticDescriptor BadName = new(
        DiagnosticIds.BadName,
        "A name that no tensor can have",
        "{0}: '{1}' cannot be a name: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.BadName + HelpPages.Extension);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        DiagnosticIds.DuplicateName,
        "A name that is already taken",
        "{0}: '{1}' already names {2}. Choose another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.DuplicateName + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnknownName = new(
        DiagnosticIds.UnknownName,
        "A name that no layer has",
        "{0}: no layer before it has the name or label '{1}'{2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnknownName + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ForwardReference = new(
        DiagnosticIds.ForwardReference,
        "A name of a later layer",
        "{0}: '{1}' is not yet computed here. A layer reads only layers that stand before it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ForwardReference + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnusedLabel = new(
        DiagnosticIds.UnusedLabel,
        "A label that no layer takes",
        "{0}: no layer takes the label '{1}'",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnusedLabel + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnusedOutput = new(
        DiagnosticIds.UnusedOutput,
        "A layer whose output nothing reads",
        "{0}: nothing reads its output, so '{1}' is the same without it. Join it with Add or Concat, or remove it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnusedOutput + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnusedFrom = new(
        DiagnosticIds.UnusedFrom,
        "From beside several operands",
        "{0}: From = \"{1}\" has no meaning beside {2} operands, which are all that is joined. Make it an operand.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnusedFrom + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnknownLayer = new(
        DiagnosticIds.UnknownLayer,
        "A layer that is not part of the language",
        "'{0}' is derived from a layer attribute, but it is no layer that can be compiled",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnknownLayer + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TooFewOperands = new(
        DiagnosticIds.TooFewOperands,
        "Nothing to join",
        "{0}: {1} needs the label of another layer. With one label it joins that layer and the one before.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TooFewOperands + HelpPages.Extension);

    public static readonly DiagnosticDescriptor UnsafeCodeOff = new(
        DiagnosticIds.UnsafeCodeOff,
        "Unsafe code is switched off",
        "Network '{0}' is compiled to code with pointers, and this project switches them off. Set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the "
        + "project file.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.UnsafeCodeOff + HelpPages.Extension);

    public static readonly DiagnosticDescriptor BadExportPrefix = new(
        DiagnosticIds.BadExportPrefix,
        "No beginning of a C function's name",
        "'{0}': names of C functions cannot begin with '{1}'. Give [NativeExport] a prefix of the letters a to z, digits and '_', no digit first.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.BadExportPrefix + HelpPages.Extension);

    public static readonly DiagnosticDescriptor OutputTwice = new(
        DiagnosticIds.OutputTwice,
        "A second Output",
        "'{0}' lists its outputs twice. Name them all in one [Output(\"boxes\", \"scores\")].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.OutputTwice + HelpPages.Extension);

    public static readonly DiagnosticDescriptor DuplicateOutput = new(
        DiagnosticIds.DuplicateOutput,
        "An output that is listed already",
        "'{0}' gives '{1}' already: as '{2}'. Name each output once.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.DuplicateOutput + HelpPages.Extension);

    public static readonly DiagnosticDescriptor SharedWeightsDiffer = new(
        DiagnosticIds.SharedWeightsDiffer,
        "Weights that another layer cannot use",
        "{0} cannot use the weights of {1}: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.SharedWeightsDiffer + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NoWeights = new(
        DiagnosticIds.NoWeights,
        "A layer without weights to share or freeze",
        "{0} has no weights that could be shared or left untrained. Remove the property.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NoWeights + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ValuesDiffer = new(
        DiagnosticIds.ValuesDiffer,
        "Values that are not those of the weights",
        "{0} lists {1}, but {2} is {3}. List as many as it has, in this order.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ValuesDiffer + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotPartial,
        ContainingTypeNotPartial,
        Generic,
        FileLocal,
        UnsuitableClass,
        TwoDeclarations,
        LayersWithoutNetwork,
        NoLayers,
        NoInput,
        InputNotFirst,
        InputTwice,
        BadName,
        DuplicateName,
        UnknownName,
        ForwardReference,
        UnusedLabel,
        UnusedOutput,
        UnusedFrom,
        UnknownLayer,
        TooFewOperands,
        UnsafeCodeOff,
        OutputTwice,
        DuplicateOutput,
        SharedWeightsDiffer,
        NoWeights,
        ValuesDiffer,
        BadExportPrefix,
    ];
}
