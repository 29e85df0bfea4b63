using System.Globalization;
using System.Text.Json;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Writes a comparison as JSON, every round included.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes an object.</summary>
    public static void Write(Utf8JsonWriter json, CheckedComparison entry)
    {
        json.WriteStartObject();
        WriteFigures(json, entry.Comparison);
        if (entry.Difference is { } apart)
        {
            // JSON has no NaN; a difference that is none is written as text.
            WriteNumberOrText(json, "largestDifference", apart.Difference);
            WriteNumberOrText(json, "largestValue", apart.Magnitude);
        }

        if (entry.AllocatedBytes is double bytes)
        {
            json.WriteNumber("allocatedBytesPerCall", bytes);
        }

        json.WriteEndObject();
    }

    private static void WriteNumberOrText(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteFigures(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteString("title", comparison.Workload.Title);
        json.WriteString("network", comparison.Workload.Network);
        json.WriteString("work", comparison.Workload.Work);
        json.WriteNumber("batch", comparison.Workload.Batch);
        json.WriteNumber("threads", comparison.Workload.Threads);
        json.WriteString("unit", comparison.Figure.Unit);
        json.WriteStartArray("contenders");
        foreach (Measurement measurement in comparison.Measurements)
        {
            json.WriteStartObject();
            json.WriteString("name", measurement.Name);
            SpreadJson.WriteProperties(json, measurement.Figures(comparison.Figure));
            json.WriteNumber("bestCall", measurement.Best(comparison.Figure));
            json.WriteNumber("calls", measurement.Rounds.Sum(round => round.Calls));
            json.WriteStartArray("rounds");
            foreach (Round round in measurement.Rounds)
            {
                json.WriteNumberValue(comparison.Figure.Of(round.MedianSeconds));
            }

            json.WriteEndArray();
            if (measurement != comparison.Measurements[0])
            {
                json.WriteNumber("timesSlowerThanOurs", comparison.RatioOfMedians(measurement));
                SpreadJson.Write(json, "timesSlowerByRound", comparison.RatioByRound(measurement));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
