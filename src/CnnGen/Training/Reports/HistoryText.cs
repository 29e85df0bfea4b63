using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CnnGen;

/// <summary>A history as text that other programs read.</summary>
internal static class HistoryText
{
    private static readonly (string Name, Func<EpochResult, double?> Of)[] s_columns =
    [
        ("loss", epoch => epoch.Loss),
        ("accuracy", epoch => epoch.Accuracy),
        ("validationLoss", epoch => epoch.Validation?.Loss),
        ("validationAccuracy", epoch => epoch.Validation?.Accuracy),
        ("learningRate", epoch => epoch.LearningRate),
        ("seconds", epoch => epoch.Seconds),
        ("imagesPerSecond", epoch => epoch.ImagesPerSecond),
    ];

    /// <summary>A line an epoch behind a line of names; what an epoch does not have is empty.</summary>
    public static string Csv(TrainingHistory history)
    {
        StringBuilder text = new("epoch");
        foreach ((string name, _) in s_columns)
        {
            text.Append(',').Append(name);
        }

        text.Append('\n');
        foreach (EpochResult epoch in history)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch}");
            foreach ((_, Func<EpochResult, double?> of) in s_columns)
            {
                text.Append(CultureInfo.InvariantCulture, $",{Finite(of(epoch)):R}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>An array with an object an epoch; what an epoch does not have is null.</summary>
    public static string Json(TrainingHistory history)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartArray();
            foreach (EpochResult epoch in history)
            {
                writer.WriteStartObject();
                writer.WriteNumber("epoch", epoch.Epoch);
                foreach ((string name, Func<EpochResult, double?> of) in s_columns)
                {
                    if (Finite(of(epoch)) is double value)
                    {
                        writer.WriteNumber(name, value);
                    }
                    else
                    {
                        writer.WriteNull(name);
                    }
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length) + "\n";
    }

    // JSON has no infinity, which the speed of an epoch without images or time would be.
    private static double? Finite(double? value) => value is double number && double.IsFinite(number) ? number : null;
}
