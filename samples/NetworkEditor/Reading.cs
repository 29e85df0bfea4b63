using System.Text.Json.Serialization;

namespace CnnGen.Samples.NetworkEditor;

/// <summary>What a text declares and what is wrong with it.</summary>
internal sealed record Reading(IReadOnlyList<ReadNetwork> Networks, IReadOnlyList<Problem> Problems);

/// <summary>A network without errors.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Table">Its layers with shapes, parameters and multiply-adds, as lines of text.</param>
/// <param name="Diagram">Its picture, SVG.</param>
internal sealed record ReadNetwork(string Name, string Table, string Diagram);

/// <summary>A diagnostic and where it is in the text.</summary>
/// <param name="Id">CNN0101 and the like; CS and a number where it is the C# compiler's.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Message">What is wrong, with the arithmetic and the repair.</param>
/// <param name="Line">From 1.</param>
/// <param name="Start">The first character, counted from the beginning of the text.</param>
/// <param name="End">The first character behind it.</param>
internal sealed record Problem(string Id, string Severity, string Message, int Line, int Start, int End);

/// <summary>Writes readings without reflection, which trimming would break.</summary>
[JsonSerializable(typeof(Reading))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ReadingJson : JsonSerializerContext;
