using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>The last layers of several images together, each step divided over threads.</summary>
internal sealed unsafe class BatchTail(BatchProgram program) : IDisposable
{
    private static readonly Action<object, int> s_part = static (tail, part) => ((BatchTail)tail).Part(part);

    private readonly NativeBuffer _memory = new(program.Length);
    private float* _packed;
    private float* _output;
    private int _images;
    private ProgramStep _step;
    private int _parts;

    /// <summary>Where an image's features belong.</summary>
    public float* Features(int image) => _memory.Pointer + ((nint)image * program.FeaturesLength);

    /// <summary>From features to outputs.</summary>
    public void Run(ProgramStep[] steps, int threads, int images, float* packed, float* output)
    {
        _packed = packed;
        _output = output;
        _images = images;
        foreach (ProgramStep step in steps)
        {
            _step = step;
            _parts = Math.Min(threads, step.Units);
            WorkerPool.Fork(_parts, s_part, this);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _memory.Dispose();

    private void Part(int part) => program.Tail(_step.Number, part, _parts, _images, _packed, _memory.Pointer, _output);
}
