using CnnGen;
using CnnGen.Samples;
using Mnist.CommandLine;
using Mnist.Display;
using Mnist.Reports;

namespace Mnist.Training;

/// <summary>One run of the program: begin or resume, train epoch by epoch with a checkpoint after each, write what came of it.</summary>
internal sealed class TrainingRun(RunOptions options, TrainingDisplay display)
{
    private readonly string _checkpoint = Path.Combine(options.Out, "lenet5.checkpoint");

    /// <summary>Runs to the end or until it is stopped.</summary>
    /// <returns>The program's exit code.</returns>
    public int Execute(CancellationToken stop)
    {
        Trainer<LeNet5>? begun = options.Resume ? Resumed() : null;
        RunSettings settings = begun is null ? RunSettings.Begin(options) : RunSettings.Continue(options, begun.Note, _checkpoint);
        DigitData data = DigitData.Load(settings.Data);
        Trainer<LeNet5> trainer = begun ?? Recipe.Begin(settings.Seed);
        Prepare(trainer, settings, data.Train.Count);
        Directory.CreateDirectory(options.Out);
        trainer.SaveCheckpoint(_checkpoint); // from here on the folder is this run's, however soon it ends

        Console.WriteLine(LeNet5.Summary.Split('\n')[0]);
        Console.WriteLine(
            $"{data.Train.Count:N0} training and {data.Test.Count:N0} test images, batches of {settings.Batch}, seed {settings.Seed}, "
            + (options.Threads == 1 ? "1 thread" : $"{options.Threads} threads"));
        try
        {
            display.Show(trainer.History, settings.Epochs, progress => Train(trainer, data, settings, progress, stop));
        }
        catch (OperationCanceledException)
        {
            trainer.SaveCheckpoint(_checkpoint);
            Console.WriteLine($"Stopped after {trainer.Epoch} of {settings.Epochs} epochs and {trainer.Step:N0} steps; {_checkpoint} holds all of it.");
            Console.WriteLine($"Go on with: dotnet run -c Release --project samples/Mnist -- --resume --out {Quoted(options.Out)}");
            return ExitCodes.Stopped;
        }

        RunResults results = RunResults.Of(trainer, data.Test);
        results.Write(options.Out);
        Report report = Report.Of(settings, options, data, results);
        report.Save(options.Out);
        Conclude(report);
        return ExitCodes.Success;
    }

    private Trainer<LeNet5> Resumed() => File.Exists(_checkpoint)
        ? Recipe.Resume(_checkpoint)
        : throw new UserErrorException($"{_checkpoint}: not found; there is no run here to resume.");

    private void Prepare(Trainer<LeNet5> trainer, RunSettings settings, int images)
    {
        if (trainer.Epoch > settings.Epochs)
        {
            throw new UserErrorException($"{_checkpoint}: {trainer.Epoch} epochs are done already; --epochs is {settings.Epochs}.");
        }

        int stepsPerEpoch = (images + settings.Batch - 1) / settings.Batch;
        Recipe.Apply(trainer, stepsPerEpoch, options.Threads);
        trainer.Note = settings.ToNote();
    }

    // The test set is only looked at: no epoch is chosen and nothing is set by it.
    private void Train(Trainer<LeNet5> trainer, DigitData data, RunSettings settings, IProgress<TrainingProgress> progress, CancellationToken stop)
    {
        while (trainer.Epoch < settings.Epochs)
        {
            trainer.Fit(data.Train, trainer.Epoch + 1, settings.Batch, progress, data.Test, stop);
            trainer.SaveCheckpoint(_checkpoint);
        }
    }

    private void Conclude(Report report)
    {
        Console.WriteLine(
            $"test accuracy {report.TestAccuracy:P2}, {report.Seconds:0.0} s of training, {report.SecondsPerEpoch:0.00} s an epoch, "
            + $"{report.ImagesPerSecond:N0} images/s");
        Console.WriteLine($"weights SHA-256 {report.WeightsSha256}");
        Console.WriteLine($"written to {options.Out}: {string.Join(", ", RunResults.FileNames)}, {Report.FileName}");
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
