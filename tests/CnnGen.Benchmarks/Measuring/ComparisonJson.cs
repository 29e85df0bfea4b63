using System.Text.Json;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Writes a comparison as JSON, every round included.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes its members into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Comparison comparison)
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
            WriteSpread(json, measurement.Figures(comparison.Figure));
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
                json.WriteStartObject("timesSlowerByRound");
                WriteSpread(json, comparison.RatioByRound(measurement));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpread(Utf8JsonWriter json, Spread spread)
    {
        json.WriteNumber("median", spread.Median);
        json.WriteNumber("min", spread.Min);
        json.WriteNumber("max", spread.Max);
    }
}
