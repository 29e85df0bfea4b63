using CnnGen.Benchmarks.Worker;

namespace CnnGen.Benchmarks.Starting;

/// <summary>One process from its start to its end.</summary>
/// <param name="ProcessSeconds">As its parent saw it.</param>
/// <param name="Figures">As it saw itself.</param>
internal readonly record struct Start(double ProcessSeconds, StartFigures Figures);
