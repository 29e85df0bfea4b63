namespace CnnGen.Benchmarks;

/// <summary>A peer's process ended by itself: the comparison that began goes on without it.</summary>
/// <param name="peer">Its name.</param>
/// <param name="exitCode">What it ended with; null where it has not yet.</param>
/// <param name="lastWords">The end of what it wrote about errors.</param>
internal sealed class EndedPeerException(string peer, int? exitCode, string lastWords)
    : BenchmarkException($"{peer} is left out, for it ended{(exitCode is int code ? $" with exit code {code}" : "")}: {lastWords}");
