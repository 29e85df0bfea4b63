namespace CnnGen;

/// <summary>−log softmax(x)[label]: the loss of classifiers. <c>Forward</c> gives the probabilities.</summary>
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute;
