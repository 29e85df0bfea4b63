using CnnGen;

namespace Mnist.Display;

/// <summary>One line an epoch, for files, pipes and continuous integration.</summary>
internal sealed class PlainDisplay : TrainingDisplay
{
    public override void Show(TrainingHistory history, int epochs, Action<IProgress<TrainingProgress>> train)
    {
        foreach (EpochResult epoch in history)
        {
            Print(epoch, epochs);
        }

        train(new ProgressListener(progress =>
        {
            if (progress.Completed is EpochResult epoch)
            {
                Print(epoch, epochs);
            }
        }));
    }

    private static void Print(EpochResult epoch, int epochs) => Console.WriteLine(
        $"epoch {epoch.Epoch,2}/{epochs}   loss {epoch.Loss:0.0000}   train {epoch.Accuracy:P2}   test {epoch.Validation!.Value.Accuracy:P2}"
        + $"   {epoch.Seconds,5:0.00} s   {epoch.ImagesPerSecond,7:N0} images/s");
}
