using System.CommandLine;
using System.Globalization;
using CnnGen.Golden;
using CnnGen.Samples;
using Networks.Benchmarking;
using Networks.Catalog;

namespace Networks.CommandLine;

/// <summary><c>bench NAME</c>: how long a batch takes; raw floats in and logits out for comparisons with other programs.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string> s_name = Arguments.Network();
    private static readonly Option<int> s_batch = Arguments.Number("--batch", 1, 1024, 1, "Images a call.");
    private static readonly Option<int> s_threads = Arguments.Number("--threads", 1, 256, 1, "Threads.");
    private static readonly Option<double> s_seconds = Arguments.Number("--seconds", 0.01, 3600, 3, "How long to measure.");
    private static readonly Option<FileInfo?> s_weights = Arguments.Weights();
    private static readonly Option<FileInfo?> s_input = new("--input") { Description = "Little-endian floats, [image, channel, row, column]." };
    private static readonly Option<FileInfo?> s_output = new("--output") { Description = "Receives the logits as little-endian floats." };
    private static readonly Option<FileInfo?> s_json = Arguments.Json();

    public static Command Build()
    {
        Command command = new("bench", "Measures how long a batch takes.") { s_name, s_batch, s_threads, s_seconds, s_weights, s_input, s_output, s_json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult command)
    {
        CatalogEntry entry = NetworkCatalog.Find(command.GetRequiredValue(s_name));
        int batch = command.GetValue(s_batch);
        long length = (long)batch * entry.Info.InputLength;
        if (length > Array.MaxLength)
        {
            throw new UserErrorException($"--batch is {batch}; {Array.MaxLength / entry.Info.InputLength} images of {entry.Name} are the most in one call.");
        }

        int threads = command.GetValue(s_threads);
        float[] images = command.GetValue(s_input) is { } file ? FloatFile.Read(file.ToString(), (int)length) : DeterministicWeights.Input((int)length);
        using ProgressLine progress = new();
        progress.Show($"{entry.Name}: {entry.Info.ParameterCount:N0} weights");
        RunnableNetwork network = command.GetValue(s_weights) is { } weights ? entry.Load(weights.ToString()) : entry.Create(seed: 1);
        network.Threads = threads;

        using StopSignal stop = new();
        progress.Clear();
        Console.WriteLine($"{entry.Name}, batch {batch}, {(threads == 1 ? "1 thread" : $"{threads} threads")}");
        progress.Show($"{entry.Name}: measuring for {command.GetValue(s_seconds)} s");
        float[] logits = new float[batch * entry.Info.OutputLength];
        BenchResult result = BatchTimer.Measure(network, Nchw.ToNhwc(images, entry.Info), logits, command.GetValue(s_seconds), stop.Token);
        progress.Clear();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median {result.MedianMs:G4} ms, {result.MinMs:G4} to {result.MaxMs:G4} in {result.Runs:N0} runs, "
            + $"{result.BytesPerCall:0.#} bytes a call, peak {result.PeakRssMiB:0} MiB"));
        if (command.GetValue(s_output) is { } output)
        {
            FloatFile.Write(output, logits);
        }

        JsonFile.Write(command.GetValue(s_json), result, NetworksJson.Default.BenchResult);
        return ExitCodes.Success;
    }
}
