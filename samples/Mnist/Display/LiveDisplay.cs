using CnnGen;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mnist.Display;

/// <summary>A table of the epochs, a bar of the running one, and the course of the loss, changing in place.</summary>
internal sealed class LiveDisplay : TrainingDisplay
{
    private const int BarWidth = 30;

    private readonly List<double> _losses = [];

    public override void Show(TrainingHistory history, int epochs, Action<IProgress<TrainingProgress>> train) =>
        AnsiConsole.Live(View(history, null, epochs)).Start(live =>
        {
            train(new ProgressListener(progress =>
            {
                _losses.Add(progress.Loss);
                live.UpdateTarget(View(history, progress.Completed is null ? progress : null, epochs));
            }));
        });

    private Rows View(TrainingHistory history, TrainingProgress? running, int epochs)
    {
        List<IRenderable> rows = [Epochs(history)];
        if (running is TrainingProgress progress)
        {
            rows.Add(new Markup(Bar(progress, epochs)));
        }

        if (_losses.Count > 1)
        {
            rows.Add(new Markup($"[grey]loss[/] [blue]{Sparkline.Of(_losses)}[/]"));
        }

        return new Rows(rows);
    }

    private static Table Epochs(TrainingHistory history)
    {
        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (string title in (ReadOnlySpan<string>)["epoch", "loss", "train", "test", "seconds", "images/s"])
        {
            table.AddColumn(new TableColumn($"[grey]{title}[/]").RightAligned());
        }

        double best = history.Select(epoch => epoch.Validation!.Value.Accuracy).DefaultIfEmpty().Max();
        foreach (EpochResult epoch in history)
        {
            double test = epoch.Validation!.Value.Accuracy;
            table.AddRow(
                $"{epoch.Epoch}",
                $"{epoch.Loss:0.0000}",
                $"{epoch.Accuracy:P2}",
                test == best ? $"[bold green]{test:P2}[/]" : $"{test:P2}",
                $"{epoch.Seconds:0.00}",
                $"{epoch.ImagesPerSecond:N0}");
        }

        return table;
    }

    private static string Bar(TrainingProgress progress, int epochs)
    {
        int done = BarWidth * progress.Image / progress.Images;
        double share = (double)progress.Image / progress.Images;
        double left = (progress.Images - progress.Image) / progress.ImagesPerSecond;
        return $"epoch {progress.Epoch}/{epochs} [blue]{new string('━', done)}[/][grey]{new string('─', BarWidth - done)}[/] {share:P0}  "
            + $"loss [bold]{progress.Loss:0.0000}[/]  accuracy [bold]{progress.Accuracy:P2}[/]  "
            + $"{progress.ImagesPerSecond:N0} images/s  [grey]{left:0} s left[/]";
    }
}
