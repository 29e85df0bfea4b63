namespace CnnGen;

/// <summary>
/// −log softmax(x)[label]: the loss of classifiers. Of an image of scores it is the mean over its positions, each of which has a label: the loss of
/// segmentation.
/// <c>Forward</c> gives the probabilities.
/// </summary>
public sealed class SoftmaxCrossEntropyAttribute : LabelLossAttribute;
