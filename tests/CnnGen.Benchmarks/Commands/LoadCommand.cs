using System.Globalization;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.OnnxRuntime;
using CnnGen.Benchmarks.Starting;
using CnnGen.Benchmarks.Torch;
using CnnGen.Benchmarks.Worker;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// <c>load</c>: from nothing to the first result, and the memory that it takes. ONNX Runtime is called from the same native program, so that neither side
/// pays for a runtime that the other has not.
/// </summary>
/// <param name="options">The command's options.</param>
/// <param name="report">Is told what takes a while, and what is missing.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class LoadCommand(PeerOptions options, PeerReport report, CancellationToken stop)
{
    /// <summary>Compares networks.</summary>
    /// <param name="names">Which; those of the options where none are named.</param>
    public void Run(IReadOnlyList<string> names)
    {
        WorkerProgram native = WorkerProgram.MakeNative(report.Progress);
        WorkerProgram jitted = WorkerProgram.MakeJitted(report.Progress);
        string? library = report.OrLeftOut(OnnxRuntimeLocation.Find);
        List<StartMeasurement> measurements = [];
        try
        {
            foreach (BenchmarkedNetwork network in names.Count > 0 ? [.. names.Select(PublishedNetworks.Find)] : options.Networks("ResNet50", "Vgg16"))
            {
                string name = network.Info.Name;
                ModelFiles? models = library is null ? null : report.OrLeftOut(() => options.Models.Of(name, report.Progress, stop));
                string weights = models?.Weights ?? DrawnWeights.Of(network);
                foreach (int threads in options.Threads(1, 2))
                {
                    report.Progress($"{name}, {threads} thread{(threads == 1 ? "" : "s")}");
                    string count = threads.ToString(CultureInfo.InvariantCulture);
                    List<StartContender> contenders =
                    [
                        new("CnnGen, native", native, weights, ["start", name, weights, count]),
                        new("CnnGen, JIT", jitted, weights, ["start", name, weights, count]),
                    ];
                    if (models is not null)
                    {
                        contenders.Add(new StartContender("ONNX Runtime", native, models.Onnx, ["start", name, models.Onnx, count, library!]));
                    }

                    measurements.AddRange(StartMeasurement.Alternate(name, threads, contenders, options.Rounds, stop));
                }
            }
        }
        finally
        {
            Print(new StartReport(measurements));
        }
    }

    private void Print(StartReport starts)
    {
        Console.WriteLine();
        Console.Write(starts.Table());
        if (options.Json is string json)
        {
            JsonReport.Write(json, starts.Write);
        }
    }
}
