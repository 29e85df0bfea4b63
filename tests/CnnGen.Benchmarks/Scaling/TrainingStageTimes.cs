using CnnGen.Benchmarks.Measuring;
using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>
/// How long each thread's share of each stage of a step of training takes, on a core of its own: the shares of any number of threads run one after the other on
/// one thread.
/// </summary>
internal static unsafe class TrainingStageTimes
{
    /// <summary>
    /// Microseconds of the slowest share of each stage and of all its shares, and how often it runs in a step. Stages of rounds run once a round; their times
    /// are added.
    /// </summary>
    /// <param name="program">The stages.</param>
    /// <param name="memory">The batch.</param>
    /// <param name="threads">Threads that stages are divided over.</param>
    /// <param name="rounds">Steps; each share counts with its quickest.</param>
    /// <param name="stop">Ends the work.</param>
    public static (double Slowest, double All, int Runs)[] Shares(
        TrainingProgram program,
        StepMemory memory,
        int threads,
        int rounds,
        CancellationToken stop)
    {
        Dictionary<(int Stage, int FirstImage), double[]> shares = [];
        for (int round = 0; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            memory.EachStage(program, threads, (stage, batch, tasks) =>
            {
                int count = tasks.End - tasks.Start;
                if (!shares.TryGetValue((stage, batch.FirstImage), out double[]? quickest))
                {
                    quickest = [.. Enumerable.Repeat(double.MaxValue, Math.Min(threads, count))];
                    shares.Add((stage, batch.FirstImage), quickest);
                }

                for (int part = 0; part < quickest.Length; part++)
                {
                    int first = tasks.Start + Partition.Start(part, quickest.Length, count);
                    int end = tasks.Start + Partition.Start(part + 1, quickest.Length, count);
                    double start = ThreadClock.Microseconds;
                    program.Stages[stage].Run(in batch, first, end);
                    quickest[part] = Math.Min(quickest[part], ThreadClock.Microseconds - start);
                }
            });
        }

        var stages = new (double Slowest, double All, int Runs)[program.Stages.Count];
        foreach (((int stage, _), double[] ofStage) in shares)
        {
            stages[stage] = (stages[stage].Slowest + ofStage.Max(), stages[stage].All + ofStage.Sum(), stages[stage].Runs + 1);
        }

        return stages;
    }
}
