namespace CnnGen;

/// <summary>What a network's training minimises; always a mean over the images of a batch.</summary>
public enum LossKind
{
    /// <summary>−log of the label's probability, where the network's last layer gives logits.</summary>
    SoftmaxCrossEntropy,

    /// <summary>
    /// −log of the label's probability, where the network's last layer gives probabilities. One below 1e-12 counts as 1e-12, so that the loss of an image is at
    /// most
    /// 27.63, in training and in evaluation; <see cref="SoftmaxCrossEntropy"/> has no such bound, and its gradient never vanishes.
    /// </summary>
    CrossEntropy,

    /// <summary>The mean over the outputs of squared differences.</summary>
    MeanSquaredError,

    /// <summary>The mean over the outputs of absolute differences.</summary>
    MeanAbsoluteError,

    /// <summary>The mean over the outputs of −t·log σ(x) − (1 − t)·log(1 − σ(x)), from scores.</summary>
    BinaryCrossEntropy,

    /// <summary>The mean over the outputs of half the squared difference, from a bound on of a straight line.</summary>
    Huber,
}
