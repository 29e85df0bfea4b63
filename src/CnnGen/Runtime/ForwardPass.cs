using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>Forward over one image or several: checks the arguments and says how the work is divided over threads, which never changes a bit.</summary>
/// <param name="program">The generated code.</param>
/// <param name="weights">The parameters, packed.</param>
internal sealed unsafe class ForwardPass(NetworkProgram program, SharedWeights weights) : IDisposable
{
    private static readonly Action<object, int> s_forwardPart = static (pass, part) => ((ForwardPass)pass).ForwardPart(part);

    private readonly Arenas _arenas = new(program.ArenaLength);
    private readonly int _inputLength = program.Info.InputLength;
    private readonly int _outputLength = program.Info.OutputLength;
    private float* _firstArena;
    private StagedPass? _staged;
    private BatchTail? _tail;
    private ImageRange _range;

    /// <summary>The working memory of one image.</summary>
    public float* Arena
    {
        get
        {
            if (_firstArena == null)
            {
                _arenas.Reserve(1);
                _firstArena = _arenas[0];
            }

            return _firstArena;
        }
    }

    /// <summary>Gives back working memory.</summary>
    public void Dispose()
    {
        _arenas.Dispose();
        _firstArena = null;
        _staged?.Dispose();
        _tail?.Dispose();
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="entry">One image on one thread.</param>
    /// <param name="stages">One image on several; empty where threads do not pay.</param>
    /// <param name="tailStages">The end of several images; null without a tail.</param>
    /// <param name="input">The images.</param>
    /// <param name="output">Receives the outputs.</param>
    /// <param name="threads">Threads at most.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, or an input and an output that share memory.</exception>
    public void Run(
        delegate*<float*, float*, float*, float*, void> entry,
        ProgramStage[] stages,
        ProgramStage[]? tailStages,
        ReadOnlySpan<float> input,
        Span<float> output,
        int threads)
    {
        if (input.Overlaps(output))
        {
            throw ArgumentCheck.Overlap(program.Info);
        }

        // One image first: a tiny network takes microseconds, so this path has a few comparisons and no loop.
        if (input.Length == _inputLength && output.Length == _outputLength)
        {
            fixed (float* x = input, y = output)
            {
                if (threads == 1 || stages.Length == 0)
                {
                    entry(weights.Packed.Current(threads), Arena, x, y);
                }
                else
                {
                    _staged ??= new StagedPass(program);
                    _staged.Run(stages, threads, weights.Packed.Current(threads), Arena, x, y);
                }
            }

            return;
        }

        int images = ArgumentCheck.Images(program.Info, input.Length);
        ArgumentCheck.Output(program.Info, images, output.Length);
        _arenas.Reserve(Math.Min(threads, images));
        fixed (float* x = input, y = output)
        {
            if (tailStages is not null && images > 1)
            {
                RunWithTail(tailStages, images, threads, x, y);
            }
            else
            {
                RunImages(entry, images, threads, x, y, _outputLength);
            }
        }
    }

    /// <summary>Features of as many images as the tail holds, then the tail for all of them, and so on.</summary>
    private void RunWithTail(ProgramStage[] stages, int images, int threads, float* input, float* output)
    {
        BatchProgram batch = program.Batch!;
        _tail ??= new BatchTail(batch);
        for (int first = 0; first < images; first += batch.Images)
        {
            int count = Math.Min(batch.Images, images - first);
            RunImages(batch.Trunk, count, threads, input + ((nint)first * _inputLength), _tail.Features(0), batch.FeaturesLength);
            _tail.Run(stages, threads, count, weights.Packed.Current(threads), output + ((nint)first * _outputLength));
        }
    }

    /// <summary>Images by themselves, divided over threads.</summary>
    private void RunImages(delegate*<float*, float*, float*, float*, void> entry, int images, int threads, float* input, float* output, int outputStride)
    {
        int parts = Math.Min(threads, images);
        _range = new ImageRange
        {
            Entry = entry,
            Packed = weights.Packed.Current(threads),
            Input = input,
            Output = output,
            OutputStride = outputStride,
            Images = images,
            Parts = parts,
        };
        WorkerPool.Fork(parts, s_forwardPart, this);
    }

    private void ForwardPart(int part)
    {
        ImageRange range = _range;
        float* arena = _arenas[part];
        int end = Partition.Start(part + 1, range.Parts, range.Images);
        for (int image = Partition.Start(part, range.Parts, range.Images); image < end; image++)
        {
            range.Entry(range.Packed, arena, range.Input + ((nint)image * _inputLength), range.Output + ((nint)image * range.OutputStride));
        }
    }

    /// <summary>What the parts of one call work on.</summary>
    private struct ImageRange
    {
        public delegate*<float*, float*, float*, float*, void> Entry;
        public float* Packed;
        public float* Input;
        public float* Output;
        public int OutputStride;
        public int Images;
        public int Parts;
    }
}
