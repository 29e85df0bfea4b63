using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CnnGen;
using Mnist.CommandLine;
using Mnist.Training;

namespace Mnist.Reports;

/// <summary>The run in numbers, written as <c>report.json</c>. Accuracies are shares from 0 to 1, times are training alone, without evaluation.</summary>
internal sealed record Report
{
    public const string FileName = "report.json";

    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // the loss of a run that diverged
    };

    public required string Network { get; init; }

    public required long Parameters { get; init; }

    /// <summary>The data folder; null is MNIST beside the program.</summary>
    public required string? Data { get; init; }

    public required int TrainImages { get; init; }

    public required int TestImages { get; init; }

    public required int Seed { get; init; }

    public required int Batch { get; init; }

    public required int Threads { get; init; }

    public required string Runtime { get; init; }

    /// <summary>The widest vectors of this machine: results are equal bit for bit among machines of one width.</summary>
    public required int VectorBits { get; init; }

    public required double TestAccuracy { get; init; }

    public required double TestLoss { get; init; }

    public required double Seconds { get; init; }

    public required double SecondsPerEpoch { get; init; }

    public required double ImagesPerSecond { get; init; }

    public required string WeightsSha256 { get; init; }

    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>Gathers the numbers of a run whose results are written.</summary>
    public static Report Of(RunSettings settings, RunOptions options, DigitData data, RunResults results)
    {
        double seconds = results.History.Sum(epoch => epoch.Seconds);
        return new Report
        {
            Network = nameof(LeNet5),
            Parameters = LeNet5.ParameterCount,
            Data = settings.Data,
            TrainImages = data.Train.Count,
            TestImages = data.Test.Count,
            Seed = settings.Seed,
            Batch = settings.Batch,
            Threads = options.Threads,
            Runtime = RuntimeInformation.FrameworkDescription,
            VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32,
            TestAccuracy = results.Test.Accuracy,
            TestLoss = results.Test.Loss,
            Seconds = seconds,
            SecondsPerEpoch = seconds / results.History.Count,
            ImagesPerSecond = (double)data.Train.Count * results.History.Count / seconds,
            WeightsSha256 = RunResults.WeightsSha256(options.Out),
            Epochs = [.. results.History.Select(EpochReport.Of)],
        };
    }

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, s_format));
}
