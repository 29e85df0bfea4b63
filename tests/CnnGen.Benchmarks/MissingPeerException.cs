namespace CnnGen.Benchmarks;

/// <summary>A peer is not on this machine; the comparison goes on without it.</summary>
/// <param name="peer">Its name.</param>
/// <param name="reason">Where it was looked for.</param>
/// <param name="install">The command that installs it.</param>
internal sealed class MissingPeerException(string peer, string reason, string install)
    : BenchmarkException($"{peer} is left out: {reason}. Install it with: {install}");
