using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>The last layers of several images together, stage by stage, the tasks of each divided over threads.</summary>
internal sealed unsafe class BatchTail(BatchProgram program) : IDisposable
{
    private static readonly Action<object, int> s_run = static (tail, thread) => ((BatchTail)tail).RunStage(thread);

    private readonly NativeBuffer _memory = new(program.Length);
    private float* _packed;
    private float* _output;
    private int _images;
    private ProgramStage _stage;
    private int _threads;

    /// <summary>Where an image's features belong.</summary>
    public float* Features(int image) => _memory.Pointer + ((nint)image * program.FeaturesLength);

    /// <summary>From features to outputs.</summary>
    public void Run(ProgramStage[] stages, int threads, int images, float* packed, float* output)
    {
        _packed = packed;
        _output = output;
        _images = images;
        foreach (ProgramStage stage in stages)
        {
            _stage = stage;
            _threads = Math.Min(threads, stage.Tasks);
            WorkerPool.Fork(_threads, s_run, this);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _memory.Dispose();

    private void RunStage(int thread) => program.Tail(_stage.Number, thread, _threads, _images, _packed, _memory.Pointer, _output);
}
