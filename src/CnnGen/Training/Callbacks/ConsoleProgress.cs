using System.Globalization;

namespace CnnGen;

/// <summary>
/// Prints training as plain lines: one an epoch, which files and pipes keep; on a terminal also one that says where the running epoch stands and is
/// overwritten.
/// </summary>
/// <param name="output">Where to print; the console where it is null.</param>
public sealed class ConsoleProgress(TextWriter? output = null) : IProgress<TrainingProgress>
{
    private readonly TextWriter _output = output ?? Console.Out;
    private readonly bool _isTerminal = output is null && !Console.IsOutputRedirected;
    private int _shown;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Completed is EpochResult epoch)
        {
            Clear();
            _output.WriteLine(Line(epoch, value.Epochs));
        }
        else if (_isTerminal)
        {
            string line = string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {value.Epoch}/{value.Epochs}  {(double)value.Image / value.Images:P0}  loss {value.Loss:0.0000}  {value.ImagesPerSecond:N0} images/s");
            Clear();
            _output.Write(line);
            _shown = line.Length;
        }
    }

    private static string Line(EpochResult epoch, int epochs)
    {
        bool isClassifier = epoch.Accuracy > 0 || epoch.Validation is { Correct: > 0 };
        string accuracy = isClassifier ? string.Create(CultureInfo.InvariantCulture, $"  accuracy {epoch.Accuracy:0.0000}") : "";
        string validation = "";
        if (epoch.Validation is { } result)
        {
            validation = string.Create(CultureInfo.InvariantCulture, $"  validation loss {result.Loss:0.0000}")
                + (isClassifier ? string.Create(CultureInfo.InvariantCulture, $", accuracy {result.Accuracy:0.0000}") : "");
        }

        string width = epochs.ToString(CultureInfo.InvariantCulture);
        return $"epoch {epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(width.Length)}/{width}"
            + string.Create(
                CultureInfo.InvariantCulture,
                $"  loss {epoch.Loss:0.0000}{accuracy}{validation}  {epoch.Seconds:0.0} s, {epoch.ImagesPerSecond:N0} images/s");
    }

    private void Clear()
    {
        if (_shown > 0)
        {
            _output.Write($"\r{new string(' ', _shown)}\r");
            _shown = 0;
        }
    }
}
