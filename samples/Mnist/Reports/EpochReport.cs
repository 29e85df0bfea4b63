using CnnGen;

namespace Mnist.Reports;

/// <summary>One epoch in numbers.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Mean training loss, each image when its batch came.</param>
/// <param name="TrainAccuracy">Share of right answers, each image when its batch came.</param>
/// <param name="TestLoss">Mean loss on the test images after the epoch.</param>
/// <param name="TestAccuracy">Share of right answers on the test images after the epoch.</param>
/// <param name="Seconds">Training time.</param>
/// <param name="ImagesPerSecond">Training speed.</param>
/// <param name="LearningRate">The rate.</param>
internal sealed record EpochReport(
    int Epoch, double Loss, double TrainAccuracy, double TestLoss, double TestAccuracy, double Seconds, double ImagesPerSecond, double LearningRate)
{
    public static EpochReport Of(EpochResult epoch) => new(
        epoch.Epoch,
        epoch.Loss,
        epoch.Accuracy,
        epoch.Validation!.Value.Loss,
        epoch.Validation.Value.Accuracy,
        epoch.Seconds,
        epoch.ImagesPerSecond,
        epoch.LearningRate);
}
