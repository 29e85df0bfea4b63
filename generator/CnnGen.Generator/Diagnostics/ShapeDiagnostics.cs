using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN01xx: sizes and the arithmetic between them.</summary>
internal static class ShapeDiagnostics
{
    private const string Category = "CnnGen.Shape";

    public static readonly DiagnosticDescriptor WindowDoesNotFit = new(
        DiagnosticIds.WindowDoesNotFit,
        "A window larger than its padded input",
        "{0}: {1} does not fit the {2} input: {3}. {4}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.WindowDoesNotFit + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NotPositive = new(
        DiagnosticIds.NotPositive,
        "A size that is not positive",
        "{0}: the {1} is {2}. Use at least 1.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NotPositive + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NegativePadding = new(
        DiagnosticIds.NegativePadding,
        "Negative padding",
        "{0}: the padding is {1}. Use 0 or more{2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NegativePadding + HelpPages.Extension);

    public static readonly DiagnosticDescriptor MixedSamePadding = new(
        DiagnosticIds.MixedSamePadding,
        "Padding.Same together with the padding of one side",
        "{0}: {1} contradicts {2}: Padding.Same decides both sides of an axis. Use numbers for both, or Same for {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.MixedSamePadding + HelpPages.Extension);

    public static readonly DiagnosticDescriptor AddOperandsDiffer = new(
        DiagnosticIds.AddOperandsDiffer,
        "Operands have different shapes",
        "{0}: {1} is {2}, but {3} is {4}. {5} needs operands of one shape.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.AddOperandsDiffer + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ConcatOperandsDiffer = new(
        DiagnosticIds.ConcatOperandsDiffer,
        "The operands of Concat do not go together",
        "{0}: {1} is {2}, but {3} is {4}. Concat needs operands of {5} may differ.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ConcatOperandsDiffer + HelpPages.Extension);

    public static readonly DiagnosticDescriptor SliceOutside = new(
        DiagnosticIds.SliceOutside,
        "A slice outside of its input",
        "{0}: {1} of {2}, which has {3}. Use a part of it: {4}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.SliceOutside + HelpPages.Extension);

    public static readonly DiagnosticDescriptor DoesNotDivide = new(
        DiagnosticIds.DoesNotDivide,
        "A size that does not divide",
        "{0}: {1} does not divide {2}. The nearest that does is {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.DoesNotDivide + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ReshapeDiffers = new(
        DiagnosticIds.ReshapeDiffers,
        "A reshape to another number of values",
        "{0}: {1} has {2} values, but {3} is {4}; {5}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ReshapeDiffers + HelpPages.Extension);

    public static readonly DiagnosticDescriptor PaddingCoversWindow = new(
        DiagnosticIds.PaddingCoversWindow,
        "A pooling window of padding alone",
        "{0}: with padding {1} the first {2} of {3} would see nothing but padding. Use padding of at most {4}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.PaddingCoversWindow + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TooLarge = new(
        DiagnosticIds.TooLarge,
        "More than can be compiled",
        "{0}: too large: {1}; the limit is {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TooLarge + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NotFinite = new(
        DiagnosticIds.NotFinite,
        "A number that is not finite",
        "{0}: the {1} is {2}. Use a finite number.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NotFinite + HelpPages.Extension);

    public static readonly DiagnosticDescriptor RowsNeverRead = new(
        DiagnosticIds.RowsNeverRead,
        "Rows or columns that no window reads",
        "{0}: {1} leaves {2} over, so no window reads the last {3} of its input{4}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.RowsNeverRead + HelpPages.Extension);

    public static readonly DiagnosticDescriptor MultiplyOperandsDiffer = new(
        DiagnosticIds.MultiplyOperandsDiffer,
        "The operands of Multiply have different shapes",
        "{0}: {1} is {2}, but {3} is {4}. Multiply needs operands of one shape, or vectors of {5} that scale the channels.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.MultiplyOperandsDiffer + HelpPages.Extension);

    public static readonly DiagnosticDescriptor EmptyRange = new(
        DiagnosticIds.EmptyRange,
        "A range without numbers",
        "{0}: no number lies between {1} and {2}. The first bound must be less than the second.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.EmptyRange + HelpPages.Extension);

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        DiagnosticIds.GroupsDoNotDivide,
        "Groups that do not divide the channels",
        "{0}: {1} groups do not divide {2} evenly. Use {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.GroupsDoNotDivide + HelpPages.Extension);

    public static readonly DiagnosticDescriptor DivisorNotPositive = new(
        DiagnosticIds.DivisorNotPositive,
        "A normalisation whose divisor can be zero",
        "{0}: the {1} is {2}, so the divisor could be zero or not a number. Use {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.DivisorNotPositive + HelpPages.Extension);

    public static readonly DiagnosticDescriptor AlphaOfThePaper = new(
        DiagnosticIds.AlphaOfThePaper,
        "The AlexNet paper's numbers with a divided alpha",
        "{0}: size 5, alpha 1e-4, beta 0.75 and bias 2 are the numbers of the AlexNet paper, where alpha is not divided by the size. Set AlphaPerElement = "
        + "true for the paper's layer.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.AlphaOfThePaper + HelpPages.Extension);

    public static readonly DiagnosticDescriptor OutputPaddingTooLarge = new(
        DiagnosticIds.OutputPaddingTooLarge,
        "An output padding that is not less than the stride",
        "{0}: output padding {1} is not less than the stride {2}: the input of such a size would be one larger. Use at most {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.OutputPaddingTooLarge + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TransposedHasNoOutput = new(
        DiagnosticIds.TransposedHasNoOutput,
        "A transposed convolution whose padding takes everything away",
        "{0}: nothing is left of the output: {1}. Use {2} of at most {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TransposedHasNoOutput + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ChannelsFirst = new(
        DiagnosticIds.ChannelsFirst,
        "Channels where the height is read",
        "{0}: {1} is height × width × channels. If this is an image of {2} rows and {3} columns with {4}, write Input({2}, {3}, {5}).",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ChannelsFirst + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        WindowDoesNotFit,
        NotPositive,
        NegativePadding,
        MixedSamePadding,
        AddOperandsDiffer,
        ConcatOperandsDiffer,
        PaddingCoversWindow,
        TooLarge,
        NotFinite,
        RowsNeverRead,
        MultiplyOperandsDiffer,
        EmptyRange,
        GroupsDoNotDivide,
        DivisorNotPositive,
        AlphaOfThePaper,
        OutputPaddingTooLarge,
        TransposedHasNoOutput,
        SliceOutside,
        DoesNotDivide,
        ReshapeDiffers,
        ChannelsFirst,
    ];
}
