using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN02xx: losses and what only training needs.</summary>
internal static class TrainingDiagnostics
{
    private const string Category = "CnnGen.Training";

    public static readonly DiagnosticDescriptor DropoutRate = new(
        DiagnosticIds.DropoutRate,
        "A dropout rate outside its range",
        "{0}: the rate is {1}. Use a probability of at least 0 and less than 1.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.DropoutRate + HelpPages.Extension);

    public static readonly DiagnosticDescriptor LayerAfterLoss = new(
        DiagnosticIds.LayerAfterLoss,
        "A layer after the loss",
        "{0} stands after the loss {1}, which nothing can read. Put the loss last.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.LayerAfterLoss + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TwoLosses = new(
        DiagnosticIds.TwoLosses,
        "A second loss that does not say what it reads",
        "{0} is a second loss beside {1}. Say by From which output each of several reads, or remove one.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TwoLosses + HelpPages.Extension);

    public static readonly DiagnosticDescriptor SoftmaxBeforeSoftmaxCrossEntropy = new(
        DiagnosticIds.SoftmaxBeforeSoftmaxCrossEntropy,
        "Softmax before SoftmaxCrossEntropy",
        "{0}: SoftmaxCrossEntropy applies a softmax itself, so that {1} before it would be a second one. Remove {1}, or use CrossEntropy.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.SoftmaxBeforeSoftmaxCrossEntropy + HelpPages.Extension);

    public static readonly DiagnosticDescriptor CrossEntropyWithoutSoftmax = new(
        DiagnosticIds.CrossEntropyWithoutSoftmax,
        "CrossEntropy without probabilities",
        "{0}: CrossEntropy takes the logarithm of probabilities, but {1} is no softmax. Use SoftmaxCrossEntropy, or put a Softmax before it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.CrossEntropyWithoutSoftmax + HelpPages.Extension);

    public static readonly DiagnosticDescriptor LossNeedsVector = new(
        DiagnosticIds.LossNeedsVector,
        "A classification loss over an image",
        "{0}: {1} needs one score a class, but {2} is {3}. Put Dense or GlobalAveragePool before it, or use SoftmaxCrossEntropy, which takes a label for "
        + "each position.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.LossNeedsVector + HelpPages.Extension);

    public static readonly DiagnosticDescriptor SoftmaxOfOne = new(
        DiagnosticIds.SoftmaxOfOne,
        "A softmax of one value",
        "{0}: a softmax over a single value is always 1. Use one output a class, or Sigmoid for a yes or no.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.SoftmaxOfOne + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NothingToTrain = new(
        DiagnosticIds.NothingToTrain,
        "A loss without anything to train",
        "{0}: '{1}' has a loss but no layer with weights, so there is nothing to train",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NothingToTrain + HelpPages.Extension);

    public static readonly DiagnosticDescriptor BatchNormNumber = new(
        DiagnosticIds.BatchNormNumber,
        "A number of a norm outside its range",
        "{0}: {1} is {2}. Use {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.BatchNormNumber + HelpPages.Extension);

    public static readonly DiagnosticDescriptor RedundantBias = new(
        DiagnosticIds.RedundantBias,
        "A bias before a batch norm",
        "{0}: {1} subtracts the mean of each channel and the bias with it, so that the bias has no effect. Set Bias = false.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.RedundantBias + HelpPages.Extension);

    public static readonly DiagnosticDescriptor LossNumber = new(
        DiagnosticIds.LossNumber,
        "A number of a loss outside its range",
        "{0}: {1} is {2}. Use {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.LossNumber + HelpPages.Extension);

    public static readonly DiagnosticDescriptor ClassWeightsDiffer = new(
        DiagnosticIds.ClassWeightsDiffer,
        "Class weights that are not one a class",
        "{0} has {1}, but {2} gives {3}. List one weight a class.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.ClassWeightsDiffer + HelpPages.Extension);

    public static readonly DiagnosticDescriptor SigmoidBeforeBinaryCrossEntropy = new(
        DiagnosticIds.SigmoidBeforeBinaryCrossEntropy,
        "Sigmoid before BinaryCrossEntropy",
        "{0}: BinaryCrossEntropy applies a sigmoid itself, so that {1} before it would be a second one. Remove {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.SigmoidBeforeBinaryCrossEntropy + HelpPages.Extension);

    public static readonly DiagnosticDescriptor AlwaysTrained = new(
        DiagnosticIds.AlwaysTrained,
        "A layer that cannot be frozen",
        "{0}: a {1} is always trained. Convolutions, dense layers and batch norms can have Trainable = false.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.AlwaysTrained + HelpPages.Extension);

    public static readonly DiagnosticDescriptor CheckpointingWithoutLoss = new(
        DiagnosticIds.CheckpointingWithoutLoss,
        "Checkpointing in a network that is never trained",
        "{0}: '{1}' has no loss, so it has no backward pass for which Checkpointing could save memory. Add a loss as its last layer, or leave the "
        + "property out.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.CheckpointingWithoutLoss + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NoLoss = new(
        DiagnosticIds.NoLoss,
        "A network without a loss cannot be trained",
        "Network '{0}' has no loss, so it cannot be trained. Add one as its last layer, such as [SoftmaxCrossEntropy] or [MeanSquaredError].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NoLoss + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        DropoutRate,
        LayerAfterLoss,
        TwoLosses,
        SoftmaxBeforeSoftmaxCrossEntropy,
        CrossEntropyWithoutSoftmax,
        LossNeedsVector,
        SoftmaxOfOne,
        NothingToTrain,
        BatchNormNumber,
        RedundantBias,
        LossNumber,
        ClassWeightsDiffer,
        SigmoidBeforeBinaryCrossEntropy,
        AlwaysTrained,
        CheckpointingWithoutLoss,
        NoLoss,
    ];
}
