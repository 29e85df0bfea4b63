using System.Diagnostics;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Scaling;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// <c>scaling</c>: by how much more threads could make an image faster, from the times of their shares on one thread, beside what this machine measures with
/// the processors it has.
/// </summary>
/// <param name="bandwidth">What all cores together read of memory, in GB/s.</param>
/// <param name="barrier">Microseconds of a barrier.</param>
/// <param name="rounds">Images for each number of threads.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class ScalingCommand(double bandwidth, double barrier, int rounds, CancellationToken stop)
{
    /// <summary>Measures one network.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The network.</param>
    /// <param name="slowStages">How many of the stages that scale least are listed.</param>
    public void Run(TextWriter output, string name, int slowStages)
    {
        BenchmarkedNetwork benchmarked = PublishedNetworks.Find(name);
        using NetworkRuntime network = GeneratedRuntime.Of(benchmarked.Create(1));
        NetworkProgram program = network.Program;
        ProgramStage[] stages = program.ForwardStages;
        if (stages.Length == 0)
        {
            throw new BenchmarkException($"{benchmarked.Info.Name} is so small that more threads do not pay: it has no stages.");
        }

        Dictionary<int, PlannedStage> plan = PlannedStage.Of(benchmarked.Info.Name, Machine.VectorBits).ToDictionary(stage => stage.Number);
        using StageTimes times = new(program, network.Weights);
        double[][] slowest = [.. ScalingReport.Threads.Select(threads => times.Slowest(threads, rounds, stop))];
        output.WriteLine(Machine.Description);
        output.WriteLine(FormattableString.Invariant(
            $"{benchmarked.Info.Name}: {stages.Length} stages, a barrier of {barrier} µs, {bandwidth} GB/s of memory for all cores together (both assumed)"));
        output.WriteLine();
        ScaledStage[] scaled =
        [
            .. stages.Select((stage, i) =>
                new ScaledStage(
                    plan[stage.Number].Kernels,
                    stage.Tasks,
                    Barriers: 1,
                    plan[stage.Number].WeightBytes,
                    [.. slowest.Select(times => times[i])])),
        ];
        new ScalingReport(scaled, bandwidth, barrier).Write(output, threads => Measure(network, benchmarked, threads), slowStages);
    }

    private double Measure(NetworkRuntime network, BenchmarkedNetwork benchmarked, int threads)
    {
        network.Threads = threads;
        (float[] image, float[] result) = (new float[benchmarked.Info.InputLength], new float[benchmarked.Info.OutputLength]);
        List<double> times = [];
        for (int round = -1; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            network.Forward(image, result);
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
