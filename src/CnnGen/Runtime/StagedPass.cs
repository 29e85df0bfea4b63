using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// One image computed by several threads: stage by stage, the tasks of each in pieces that threads take while it lasts. What is computed does not depend on
/// their number, nor on who takes what.
/// </summary>
internal sealed unsafe class StagedPass(NetworkProgram program) : IDisposable
{
    private static readonly Action<object, int> s_run = static (pass, thread) => ((StagedPass)pass).RunStage(thread);

    // Pieces of a stage for each thread: so many that who is late leaves some to the others, so few that what a kernel does once a call is not felt.
    private const int PiecesPerThread = 4;

    private readonly TaskShares _shares = new();

    // Working memory of the threads beside the caller, whose own stands at the end of the arena.
    private readonly Arenas _scratch = new(program.ScratchLength);
    private float* _packed;
    private float* _arena;
    private float* _input;
    private float* _output;
    private ProgramStage _stage;
    private int _pieces;

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
            int threadsOfStage = Math.Min(threads, stage.Tasks);
            _pieces = Math.Min(threadsOfStage * PiecesPerThread, stage.Tasks);
            _shares.Divide(threadsOfStage, _pieces);
            WorkerPool.Fork(threadsOfStage, s_run, this);
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
        while (_shares.TryTake(thread, out int piece))
        {
            program.RunStage(_stage.Number, piece, _pieces, _packed, _arena, scratch, _input, _output);
        }
    }
}
