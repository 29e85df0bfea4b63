using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>One image computed by several threads: step by step, each step divided among them. What is computed does not depend on their number.</summary>
internal sealed unsafe class StepwisePass(NetworkProgram program) : IDisposable
{
    private static readonly Action<object, int> s_part = static (pass, part) => ((StepwisePass)pass).Part(part);

    // Working memory of the threads beside the caller, whose own stands at the end of the arena.
    private readonly Arenas _scratch = new(program.ScratchLength);
    private float* _packed;
    private float* _arena;
    private float* _input;
    private float* _output;
    private ProgramStep _step;
    private int _parts;

    /// <summary>Runs the steps of one image.</summary>
    public void Run(ProgramStep[] steps, int threads, float* packed, float* arena, float* input, float* output)
    {
        if (program.ScratchLength > 0)
        {
            _scratch.Reserve(Math.Min(threads, MostUnits(steps)) - 1);
        }

        _packed = packed;
        _arena = arena;
        _input = input;
        _output = output;
        foreach (ProgramStep step in steps)
        {
            _step = step;
            _parts = Math.Min(threads, step.Units);
            WorkerPool.Fork(_parts, s_part, this);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _scratch.Dispose();

    private static int MostUnits(ProgramStep[] steps)
    {
        int most = 1;
        foreach (ProgramStep step in steps)
        {
            most = Math.Max(most, step.Units);
        }

        return most;
    }

    private void Part(int part)
    {
        float* scratch = part == 0 || program.ScratchLength == 0 ? _arena + (program.ArenaLength - program.ScratchLength) : _scratch[part - 1];
        program.Step(_step.Number, part, _parts, _packed, _arena, scratch, _input, _output);
    }
}
