using System.Globalization;
using System.Net;
using System.Text;
using CnnGen.Files;

namespace CnnGen;

/// <summary>
/// Keeps a web page of a training: curves, a table of the epochs, where the running one stands. One file that needs nothing else; while training goes on, a
/// browser that shows it loads it anew every two seconds.
/// </summary>
public sealed class HtmlProgress : TrainingCallback
{
    private const int RefreshSeconds = 2;
    private const string TrainColor = "#94a3b8";
    private const string ValidationColor = "#2563eb";

    private readonly string _path;
    private long _next;

    /// <summary>Sets the file.</summary>
    /// <param name="path">The page; its name should end in <c>.html</c>.</param>
    public HtmlProgress(string path) => _path = path;

    /// <inheritdoc/>
    public override void BeforeTraining(TrainingContext training) => Write(training, isRunning: true);

    /// <inheritdoc/>
    public override void AfterBatch(TrainingContext training)
    {
        if (Environment.TickCount64 >= _next)
        {
            Write(training, isRunning: true);
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingContext training, EpochResult result) => Write(training, isRunning: true);

    /// <inheritdoc/>
    public override void AfterTraining(TrainingContext training) => Write(training, isRunning: false);

    /// <summary>The page as text.</summary>
    internal static string Page(TrainingContext training, bool isRunning)
    {
        StringBuilder page = new();
        string refresh = isRunning ? $"<meta http-equiv=\"refresh\" content=\"{RefreshSeconds}\">\n" : "";
        page.Append(
            $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {{refresh}}<title>{{Escaped(training.Network.Name)}}: training</title>
            <style>
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
            body { max-width: 1320px; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.4rem; margin: 0 }
            progress { width: 100%; height: .7rem }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 1.5rem; margin: 1.5rem 0 }
            .charts svg { width: 100%; height: auto }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: right; padding: .25rem .6rem; border-bottom: 1px solid #94a3b84d; font-variant-numeric: tabular-nums }
            th { color: #64748b; font-weight: 600 }
            .best { font-weight: 700; color: #2563eb }
            .wide { overflow-x: auto }
            pre { overflow-x: auto; font-size: .8rem }
            </style>
            </head>
            <body>
            <h1>{{Escaped(training.Network.Name)}}</h1>

            """);
        Status(page, training, isRunning);
        if (training.History.Count > 0)
        {
            Charts(page, training.History);
            Table(page, training.History);
        }

        page.Append($"<details><summary>Layers</summary><pre>{Escaped(training.Network.Summary)}</pre></details>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Status(StringBuilder page, TrainingContext training, bool isRunning)
    {
        double done = training.History.Count + (training.Images == 0 ? 0 : (double)training.Image / training.Images);
        string state = training.StopReason is { } reason ? $"stopped: {Escaped(reason)}"
            : isRunning ? string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {Math.Min(training.Epoch, training.Epochs)} of {training.Epochs}, {training.Image:N0} of {training.Images:N0} images")
            : training.History.Count >= training.Epochs ? $"{training.History.Count} epochs, done"
                : $"stopped after {training.History.Count} of {training.Epochs} epochs";
        page.Append(CultureInfo.InvariantCulture, $"<p>{training.Network.ParameterCount:N0} parameters · {state} · step {training.Step:N0}");
        if (double.IsFinite(training.Loss))
        {
            page.Append(CultureInfo.InvariantCulture, $" · loss {training.Loss:0.0000}");
        }

        page.Append(CultureInfo.InvariantCulture, $" · learning rate {training.LearningRate:G3}</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<progress max=\"{training.Epochs}\" value=\"{done:0.###}\"></progress>\n");
    }

    private static void Charts(StringBuilder page, TrainingHistory history)
    {
        page.Append("<div class=\"charts\">\n");
        page.Append(new LineChart("Loss", "epoch", Series(history, epoch => epoch.Loss, epoch => epoch.Validation?.Loss)) { IsLogY = true });
        if (history.Any(epoch => epoch.Accuracy > 0))
        {
            page.Append(new LineChart("Accuracy", "epoch", Series(history, epoch => epoch.Accuracy, epoch => epoch.Validation?.Accuracy)));
        }

        page.Append(
            new LineChart(
                "Learning rate",
                "epoch",
                new ChartSeries("rate", "#ea580c", [.. history.Select(epoch => ((double)epoch.Epoch, epoch.LearningRate))])));
        page.Append("</div>\n");
    }

    private static ChartSeries[] Series(TrainingHistory history, Func<EpochResult, double> train, Func<EpochResult, double?> validation)
    {
        ChartSeries trained = new("train", TrainColor, [.. history.Select(epoch => ((double)epoch.Epoch, train(epoch)))]);
        (double, double)[] validated = [.. history
            .Where(epoch => epoch.Validation is not null)
            .Select(epoch => ((double)epoch.Epoch, validation(epoch)!.Value))];
        return validated.Length == 0 ? [trained] : [trained, new ChartSeries("validation", ValidationColor, validated)];
    }

    private static void Table(StringBuilder page, TrainingHistory history)
    {
        bool isClassifier = history.Any(epoch => epoch.Accuracy > 0);
        bool hasValidation = history.Any(epoch => epoch.Validation is not null);
        int best = hasValidation ? history.Where(epoch => epoch.Validation is not null).MinBy(epoch => epoch.Validation!.Value.Loss).Epoch : 0;
        page.Append("<div class=\"wide\"><table>\n<tr><th>epoch</th><th>loss</th>").Append(isClassifier ? "<th>accuracy</th>" : "")
            .Append(hasValidation ? "<th>validation loss</th>" : "").Append(hasValidation && isClassifier ? "<th>validation accuracy</th>" : "")
            .Append("<th>learning rate</th><th>seconds</th><th>images/s</th></tr>\n");
        foreach (EpochResult epoch in history.Reverse())
        {
            page.Append(epoch.Epoch == best ? "<tr class=\"best\">" : "<tr>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{epoch.Epoch}</td><td>{epoch.Loss:0.0000}</td>");
            page.Append(isClassifier ? string.Create(CultureInfo.InvariantCulture, $"<td>{epoch.Accuracy:0.0000}</td>") : "");
            page.Append(hasValidation ? string.Create(CultureInfo.InvariantCulture, $"<td>{epoch.Validation?.Loss:0.0000}</td>") : "");
            page.Append(hasValidation && isClassifier ? string.Create(CultureInfo.InvariantCulture, $"<td>{epoch.Validation?.Accuracy:0.0000}</td>") : "");
            page.Append(
                CultureInfo.InvariantCulture,
                $"<td>{epoch.LearningRate:G3}</td><td>{epoch.Seconds:0.00}</td><td>{epoch.ImagesPerSecond:N0}</td></tr>\n");
        }

        page.Append("</table></div>\n");
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private void Write(TrainingContext training, bool isRunning)
    {
        _next = Environment.TickCount64 + (1000 * RefreshSeconds);
        byte[] page = Encoding.UTF8.GetBytes(Page(training, isRunning));
        ReplacedFile.Write(_path, stream => stream.Write(page));
    }
}
