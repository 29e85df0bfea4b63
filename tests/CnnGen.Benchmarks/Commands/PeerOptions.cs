using System.CommandLine;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Torch;

namespace CnnGen.Benchmarks.Commands;

/// <summary>The options of the commands that measure, as a command line has them.</summary>
/// <param name="line">The command line.</param>
internal sealed class PeerOptions(ParseResult line)
{
    private const string DefaultModels = "artifacts/peers";

    private static readonly Option<string[]?> s_networks =
        CheckedOption.Words(
            "--networks",
            "Which networks (inference and training: all; training also zoo: nine on 64×64 pixels; load: ResNet50, Vgg16; native: LeNet5, ResNet50).");
    private static readonly Option<int[]?> s_batch =
        CheckedOption.Counts("--batch", "Images a call (inference 1,16; training 64, ResNet50 and MobileNetV2 8, UNet 4, zoo 16).");
    private static readonly Option<int[]?> s_threads = CheckedOption.Counts("--threads", "Thread counts (1,2).");
    private static readonly Option<int?> s_rounds = CheckedOption.Count("--rounds", "Turns of each that count (5).");
    private static readonly Option<double?> s_seconds =
        CheckedOption.Number("--seconds", "Length of a turn, which has at least one call (inference and layers 0.5, training and native 1).");

    private static readonly Option<string?> s_models =
        new("--models") { HelpName = "DIR", Description = $"The peers' models, made when they are missing ({DefaultModels})." };
    private static readonly Option<string?> s_json = new("--json") { HelpName = "FILE", Description = "Also write the figures, every round, as JSON." };
    private static readonly Option<string?> s_svg = new("--svg") { HelpName = "FILE", Description = "Also draw the ratios." };

    /// <summary>Makes a command understand them.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in (Option[])[s_networks, s_batch, s_threads, s_rounds, s_seconds, s_models, s_json, s_svg])
        {
            command.Add(option);
        }
    }

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? Json => line.GetValue(s_json);

    /// <summary>Where the chart goes; null for nowhere.</summary>
    public string? Svg => line.GetValue(s_svg);

    /// <summary>The folder of the peers' models.</summary>
    public PeerModels Models => new(line.GetValue(s_models) ?? DefaultModels);

    /// <summary>How contenders take turns.</summary>
    /// <param name="seconds">The length of a turn where none is given.</param>
    public Alternation Alternation(double seconds) => new(Rounds, Turn(seconds));

    /// <summary>How long the same work is repeated.</summary>
    /// <param name="seconds">The length where none is given.</param>
    public TimeSpan Turn(double seconds) => TimeSpan.FromSeconds(line.GetValue(s_seconds) ?? seconds);

    /// <summary>Turns of each contender that count.</summary>
    public int Rounds => line.GetValue(s_rounds) ?? 5;

    /// <summary>The networks to measure.</summary>
    public IReadOnlyList<BenchmarkedNetwork> Networks(params IReadOnlyList<string> fallback) =>
        [.. (line.ListOf(s_networks) ?? fallback).Select(PublishedNetworks.Find)];

    /// <summary>The networks to train.</summary>
    public IReadOnlyList<TrainedNetwork> TrainedNetworks =>
        line.ListOf(s_networks) is { } names ? [.. names.SelectMany(TrainedNetwork.FindAll)] : TrainedNetwork.All;

    /// <summary>Thread counts to compare with.</summary>
    public int[] Threads(params int[] fallback) => line.ListOf(s_threads) ?? fallback;

    /// <summary>Batch sizes to compare with.</summary>
    public int[] Batches(params int[] fallback) => line.ListOf(s_batch) ?? fallback;

    /// <summary>The one batch size to compare with.</summary>
    /// <exception cref="BenchmarkException">Several are given.</exception>
    public int Batch(int fallback) => Batches(fallback) is [int batch] ? batch : throw new BenchmarkException("--batch: one size is needed here.");
}
