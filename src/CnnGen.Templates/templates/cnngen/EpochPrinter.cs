using CnnGen;

namespace Digits;

/// <summary>A line an epoch. Reports between them would serve a progress bar.</summary>
internal sealed class EpochPrinter : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Completed is not null)
        {
            Console.WriteLine($"epoch {value.Epoch,2} of {value.Epochs}: loss {value.Loss:0.000}, {value.Accuracy:P1} right while training");
        }
    }
}
