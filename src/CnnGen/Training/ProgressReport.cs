using System.Diagnostics;

namespace CnnGen;

/// <summary>Tells a listener where an epoch stands, not more often than a person can read.</summary>
internal struct ProgressReport(IProgress<TrainingProgress>? listener, int epochs)
{
    private static readonly long s_interval = Stopwatch.Frequency / 10;

    private long _next = Stopwatch.GetTimestamp() + s_interval;

    /// <summary>The report that ends an epoch.</summary>
    public static TrainingProgress Of(EpochResult result, int epochs, int images) => new(
        result.Epoch, epochs, images, images, result.Loss, result.Accuracy, result.ImagesPerSecond, TimeSpan.FromSeconds(result.Seconds), result);

    /// <summary>Reports if it is time to.</summary>
    public void Update(in TrainingState state)
    {
        if (listener is null || Stopwatch.GetTimestamp() < _next)
        {
            return;
        }

        _next = Stopwatch.GetTimestamp() + s_interval;
        listener.Report(new TrainingProgress(
            state.Epoch + 1,
            epochs,
            state.Position,
            state.Images,
            state.LossSum / state.Position,
            (double)state.Correct / state.Position,
            state.Position / state.Seconds,
            TimeSpan.FromSeconds(state.Seconds),
            Completed: null));
    }
}
