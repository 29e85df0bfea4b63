using System.Text.Json.Serialization;
using Networks.Benchmarking;
using Networks.Catalog;

namespace Networks.CommandLine;

/// <summary>What is written as JSON, and how.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(NetworkFigures[]))]
[JsonSerializable(typeof(BenchResult))]
internal sealed partial class NetworksJson : JsonSerializerContext;
