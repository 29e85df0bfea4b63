using System.Text.Json;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>A file of figures that says where and when they were measured.</summary>
internal static class JsonReport
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="writeFigures">Writes the properties with the figures.</param>
    public static void Write(string path, Action<Utf8JsonWriter> writeFigures)
    {
        using FileStream stream = File.Create(path);
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("machine", Machine.Description);
        json.WriteString("measuredAt", DateTimeOffset.UtcNow);
        writeFigures(json);
        json.WriteEndObject();
    }
}
