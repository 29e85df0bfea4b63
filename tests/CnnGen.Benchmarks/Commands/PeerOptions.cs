using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Torch;

namespace CnnGen.Benchmarks.Commands;

/// <summary>The options of the commands that measure.</summary>
/// <param name="arguments">The command line.</param>
internal sealed class PeerOptions(Arguments arguments)
{
    private const string DefaultModels = "artifacts/peers";

    /// <summary>The options' names.</summary>
    public static readonly string[] Names = ["networks", "batch", "threads", "rounds", "seconds", "models", "json", "svg"];

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? Json => arguments.Text("json");

    /// <summary>Where the chart goes; null for nowhere.</summary>
    public string? Svg => arguments.Text("svg");

    /// <summary>The folder of the peers' models.</summary>
    public PeerModels Models => new(arguments.Text("models") ?? DefaultModels);

    /// <summary>How contenders take turns.</summary>
    /// <param name="seconds">The length of a turn where none is given.</param>
    public Alternation Alternation(double seconds) => new(Rounds, Turn(seconds));

    /// <summary>How long the same work is repeated.</summary>
    /// <param name="seconds">The length where none is given.</param>
    public TimeSpan Turn(double seconds) => TimeSpan.FromSeconds(arguments.Number("seconds", seconds));

    /// <summary>Turns of each contender that count.</summary>
    public int Rounds => arguments.Count("rounds", 5);

    /// <summary>The networks to measure.</summary>
    public IReadOnlyList<BenchmarkedNetwork> Networks(params IReadOnlyList<string> fallback) => [.. (arguments.List("networks") ?? fallback).Select(PublishedNetworks.Find)];

    /// <summary>Thread counts to compare with.</summary>
    public int[] Threads(params int[] fallback) => arguments.Counts("threads", fallback);

    /// <summary>Batch sizes to compare with.</summary>
    public int[] Batches(params int[] fallback) => arguments.Counts("batch", fallback);

    /// <summary>The one batch size to compare with.</summary>
    public int Batch(int fallback) => arguments.Count("batch", fallback);
}
