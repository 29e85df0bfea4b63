using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Starting;

/// <summary>Shows how long programs take to start and what memory they take.</summary>
/// <param name="Measurements">The contenders, network after network.</param>
internal sealed record StartReport(IReadOnlyList<StartMeasurement> Measurements)
{
    /// <summary>One row a contender.</summary>
    public MarkdownTable Table()
    {
        MarkdownTable table = new(
            "network", "threads", "program", "start to exit, ms", "load, ms", "first image, ms", "file, MiB", "held after load, MiB", "of file", "peak, MiB");
        foreach (StartMeasurement measurement in Measurements)
        {
            table.Add(
                measurement.Network,
                measurement.Threads.ToString(CultureInfo.InvariantCulture),
                measurement.Contender,
                Digits.Of(measurement.ProcessMilliseconds),
                Digits.Of(measurement.LoadMilliseconds),
                Digits.Of(measurement.FirstCallMilliseconds),
                Digits.Three(measurement.FileMegabytes),
                Digits.Three(measurement.HeldMegabytes.Median),
                measurement.HeldByFile.ToString("0.00", CultureInfo.InvariantCulture),
                Digits.Of(measurement.PeakMegabytes));
        }

        return table;
    }

    /// <summary>Writes every start.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("starts");
        foreach (StartMeasurement measurement in Measurements)
        {
            json.WriteStartObject();
            json.WriteString("network", measurement.Network);
            json.WriteNumber("threads", measurement.Threads);
            json.WriteString("program", measurement.Contender);
            json.WriteNumber("fileMiB", measurement.FileMegabytes);
            SpreadJson.Write(json, "processMilliseconds", measurement.ProcessMilliseconds);
            SpreadJson.Write(json, "loadMilliseconds", measurement.LoadMilliseconds);
            SpreadJson.Write(json, "firstCallMilliseconds", measurement.FirstCallMilliseconds);
            SpreadJson.Write(json, "heldMiB", measurement.HeldMegabytes);
            SpreadJson.Write(json, "peakMiB", measurement.PeakMegabytes);
            json.WriteStartArray("rounds");
            foreach (Start start in measurement.Starts)
            {
                json.WriteStartObject();
                json.WriteNumber("processSeconds", start.ProcessSeconds);
                json.WriteNumber("loadSeconds", start.Figures.LoadSeconds);
                json.WriteNumber("firstCallSeconds", start.Figures.FirstCallSeconds);
                json.WriteNumber("heldBytes", start.Figures.HeldBytes);
                json.WriteNumber("peakBytes", start.Figures.PeakBytes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
