using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Networks.CommandLine;

/// <summary>Figures for other programs.</summary>
internal static class JsonFile
{
    /// <summary>Writes a value, where a file is asked for. Folders are made.</summary>
    public static void Write<T>(FileInfo? file, T value, JsonTypeInfo<T> type)
    {
        if (file is not null)
        {
            file.Directory?.Create();
            File.WriteAllText(file.FullName, JsonSerializer.Serialize(value, type) + "\n");
        }
    }
}
