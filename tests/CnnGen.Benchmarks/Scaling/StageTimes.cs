using System.Diagnostics;
using CnnGen.Packing;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>
/// How long each thread's share of each stage of a network takes, on a core of its own: the shares of any number of threads run one after the other on one
/// thread.
/// </summary>
internal sealed unsafe class StageTimes : IDisposable
{
    private readonly NetworkProgram _program;
    private readonly NetworkWeights _weights;
    private readonly PackedWeights _packed;
    private readonly AlignedBuffer _arena;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;

    /// <summary>Prepares a network with drawn weights.</summary>
    /// <param name="program">Its code.</param>
    /// <param name="weights">Its weights.</param>
    public StageTimes(NetworkProgram program, NetworkWeights weights)
    {
        _program = program;
        _weights = weights;
        _packed = new PackedWeights(weights, program.PackingSteps, program.PackedLength);
        _arena = new AlignedBuffer(program.ArenaLength);
        _input = new AlignedBuffer(program.Info.InputLength);
        _output = new AlignedBuffer(program.Info.OutputLength);
        Random random = new(1);
        foreach (ref float pixel in _input.Span)
        {
            pixel = random.NextSingle();
        }
    }

    /// <summary>Microseconds of the slowest share of each stage, in the order of the stages.</summary>
    /// <param name="threads">Threads that the stages are divided over.</param>
    /// <param name="rounds">Images that are computed; each share counts with its quickest: the work is the same each time, and what else the machine does is
    /// not the plan's.</param>
    /// <param name="stop">Ends the work.</param>
    public double[] Slowest(int threads, int rounds, CancellationToken stop)
    {
        ProgramStage[] stages = _program.ForwardStages;
        double[][] shares = [.. stages.Select(stage => Enumerable.Repeat(double.MaxValue, Math.Min(threads, stage.Tasks)).ToArray())];
        float* packed = _packed.Current(1);
        float* scratch = _arena.Pointer + (_program.ArenaLength - _program.ScratchLength);
        for (int round = 0; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            for (int i = 0; i < stages.Length; i++)
            {
                for (int thread = 0; thread < shares[i].Length; thread++)
                {
                    long start = Stopwatch.GetTimestamp();
                    _program.RunStage(stages[i].Number, thread, shares[i].Length, packed, _arena.Pointer, scratch, _input.Pointer, _output.Pointer);
                    shares[i][thread] = Math.Min(shares[i][thread], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                }
            }
        }

        GC.KeepAlive(_weights);
        return [.. shares.Select(ofStage => ofStage.Max())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packed.Dispose();
        _arena.Dispose();
        _input.Dispose();
        _output.Dispose();
    }
}
