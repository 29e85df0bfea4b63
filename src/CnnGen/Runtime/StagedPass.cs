using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// One image computed by several threads: stage by stage, the tasks of each divided among them. What is computed does not depend on their number.
/// </summary>
internal sealed unsafe class StagedPass(NetworkProgram program) : IDisposable
{
    private static readonly Action<object, int> s_run = static (pass, thread) => ((StagedPass)pass).RunStage(thread);

    // Working memory of the threads beside the caller, whose own stands at the end of the arena.
    private readonly Arenas _scratch = new(program.ScratchLength);
    private float* _packed;
    private float* _arena;
    private float* _input;
    private float* _output;
    private ProgramStage _stage;
    private int _threads;

    /// <summary>Runs the stages of one image.</summary>
    public void Run(ProgramStage[] stages, int threads, float* packed, float* arena, float* input, float* output)
    {
        if (program.ScratchLength > 0)
        {
            _scratch.Reserve(Math.Min(threads, MostTasks(stages)) - 1);
        }

        _packed = packed;
        _arena = arena;
        _input = input;
        _output = output;
        foreach (ProgramStage stage in stages)
        {
            _stage = stage;
            _threads = Math.Min(threads, stage.Tasks);
            WorkerPool.Fork(_threads, s_run, this);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _scratch.Dispose();

    private static int MostTasks(ProgramStage[] stages)
    {
        int most = 1;
        foreach (ProgramStage stage in stages)
        {
            most = Math.Max(most, stage.Tasks);
        }

        return most;
    }

    private void RunStage(int thread)
    {
        float* scratch = thread == 0 || program.ScratchLength == 0 ? _arena + (program.ArenaLength - program.ScratchLength) : _scratch[thread - 1];
        program.RunStage(_stage.Number, thread, _threads, _packed, _arena, scratch, _input, _output);
    }
}
