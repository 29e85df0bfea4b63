using CnnGen;

namespace Mnist.Display;

/// <summary>Hears reports on the training thread, when they are made; <see cref="Progress{T}"/> would post them elsewhere, and not in order.</summary>
internal sealed class ProgressListener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => hear(value);
}
