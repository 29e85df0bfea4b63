using System.Text;
using System.Text.Json;
using CnnGen.Benchmarks.Starting;
using CnnGen.Benchmarks.Worker;
using Xunit;

namespace CnnGen.Tests.Benchmarks;

public sealed class StartReportTests
{
    private const long Megabyte = 1 << 20;

    private static readonly StartMeasurement s_measurement = new(
        "Net",
        Threads: 2,
        "CnnGen",
        FileBytes: 10 * Megabyte,
        [Started(0.1, held: 20), Started(0.4, held: 15), Started(0.2, held: 30)]);

    [Fact]
    public void Measurement_HasMedianAndExtremesOfTheStarts()
    {
        Assert.Equal(200, s_measurement.ProcessMilliseconds.Median, precision: 9);
        Assert.Equal(100, s_measurement.ProcessMilliseconds.Min, precision: 9);
        Assert.Equal(400, s_measurement.ProcessMilliseconds.Max, precision: 9);
        Assert.Equal(2, s_measurement.HeldByFile, precision: 9);
    }

    [Fact]
    public void Table_ShowsThem()
    {
        string row = new StartReport([s_measurement]).Table().ToString().TrimEnd().Split('\n')[^1];

        Assert.Equal(
            ["Net", "2", "CnnGen", "200 [100 .. 400]", "50.0 [50.0 .. 50.0]", "5.00 [5.00 .. 5.00]", "10.0", "20.0", "2.00", "40.0 [40.0 .. 40.0]"],
            row.Trim('|').Split('|', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Json_HasEveryStart()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            new StartReport([s_measurement]).Write(json);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        JsonElement entry = Assert.Single(document.RootElement.GetProperty("starts").EnumerateArray());
        Assert.Equal(3, entry.GetProperty("rounds").GetArrayLength());
        Assert.Equal(15 * Megabyte, entry.GetProperty("rounds")[1].GetProperty("heldBytes").GetInt64());
    }

    private static Start Started(double seconds, long held) => new(seconds, new StartFigures(0.05, 0.005, held * Megabyte, 40 * Megabyte));
}
