using System.Text.Json.Serialization;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Worker;

/// <summary>What the worker prints and the benchmarks read, without reflection.</summary>
[JsonSerializable(typeof(StartFigures))]
[JsonSerializable(typeof(Round))]
internal sealed partial class WorkerJson : JsonSerializerContext;
