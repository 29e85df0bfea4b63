namespace CnnGen.Tool.Import;

/// <summary>The loss that a model ends in: the class of an image is no input of the network, but what it is trained with.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Reduction"><c>none</c>, <c>mean</c> or <c>sum</c> over images; a network's loss is the mean.</param>
/// <param name="IgnoredLabel">Images of this class do not count; null where all do.</param>
internal sealed record ImportedLoss(Layer Layer, string Reduction, int? IgnoredLabel)
{
    /// <summary>How much each class counts; empty where all count alike.</summary>
    public IReadOnlyList<float> ClassWeights { get; init; } = [];
}
