using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;

[assembly: SupportedOSPlatform("browser")]

namespace CnnGen.Samples.NetworkEditor;

/// <summary>What worker.js calls. The program itself ends at once; the exports stay.</summary>
internal static partial class Program
{
    public static void Main()
    {
    }

    /// <summary>Everything that there is to say about a text: a <see cref="Reading"/> as JSON.</summary>
    [JSExport]
    internal static string Read(string text) => JsonSerializer.Serialize(NetworkReader.Read(text), ReadingJson.Default.Reading);
}
