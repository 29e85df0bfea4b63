namespace CnnGen.Benchmarks;

/// <summary>A benchmark cannot run as asked; the message is all that the user has to see.</summary>
internal class BenchmarkException(string message) : Exception(message);
