namespace CnnGen;

/// <summary>Where training stands, reported some times a second and after each epoch.</summary>
/// <param name="Epoch">The running epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Image">Images of the epoch that are done.</param>
/// <param name="Images">Images of an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="Accuracy">Share of right answers in the epoch so far; 0 for a regression.</param>
/// <param name="ImagesPerSecond">Speed in the epoch so far.</param>
/// <param name="Elapsed">Training time of the epoch so far.</param>
/// <param name="Completed">The epoch's result, in the one report that ends it.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Image, int Images, double Loss, double Accuracy, double ImagesPerSecond, TimeSpan Elapsed, EpochResult? Completed);
