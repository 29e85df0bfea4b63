namespace CnnGen;

/// <summary>What one epoch of training gave.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Mean loss of the training images, each taken when its batch came.</param>
/// <param name="Accuracy">Share of training images that were answered right, each when its batch came; 0 for a regression.</param>
/// <param name="Validation">Loss and accuracy on the validation set after the epoch, where one was given.</param>
/// <param name="Seconds">Time of training, without validation.</param>
/// <param name="ImagesPerSecond">Training images a second.</param>
/// <param name="LearningRate">The rate of the last step.</param>
public readonly record struct EpochResult(
    int Epoch, double Loss, double Accuracy, EvaluationResult? Validation, double Seconds, double ImagesPerSecond, double LearningRate)
{
    /// <summary>
    /// How many of the <see cref="Seconds"/> training has waited for images that are read ahead (<see cref="Dataset.Workers"/>), since it was last resumed.
    /// </summary>
    public double WaitedSeconds { get; init; }
}
