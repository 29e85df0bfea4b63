using System.Text.Json;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Writes a median with its extremes as JSON.</summary>
internal static class SpreadJson
{
    /// <summary>As an object of its own.</summary>
    public static void Write(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        WriteProperties(json, spread);
        json.WriteEndObject();
    }

    /// <summary>As properties of the object that is being written.</summary>
    public static void WriteProperties(Utf8JsonWriter json, Spread spread)
    {
        json.WriteNumber("median", spread.Median);
        json.WriteNumber("min", spread.Min);
        json.WriteNumber("max", spread.Max);
    }
}
