using CnnGen.Packing;
using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// Runs the program of one network instance: checks arguments, packs weights, divides batches over threads. Generated networks hold one each.
/// </summary>
/// <remarks>Used by one thread at a time; <see cref="ShareWeights"/> gives another thread its own.</remarks>
public sealed unsafe class NetworkRuntime
{
    private static readonly Action<object, int> s_forwardPart = static (runtime, part) => ((NetworkRuntime)runtime).ForwardPart(part);

    private readonly NetworkProgram _program;
    private readonly PackedWeights _packed;
    private readonly PackedWeights? _packedForTraining;
    private readonly Arenas _arenas;
    private readonly int _inputLength;
    private readonly int _outputLength;
    private float* _firstArena;
    private AlignedBuffer? _logits;
    private GradientPass? _gradientPass;
    private StepwisePass? _stepwise;
    private BatchTail? _tail;
    private int _threads;
    private ForwardBatch _batch;

    /// <summary>A runtime on weights that no other one shares yet.</summary>
    /// <param name="program">The generated code.</param>
    /// <param name="weights">The parameters.</param>
    public NetworkRuntime(NetworkProgram program, NetworkWeights weights)
        : this(program, weights, new PackedWeights(weights, program.PackingSteps, program.PackedLength), PackForTraining(program, weights))
    {
        if (weights.Info.Name != program.Info.Name || weights.Info.ParameterCount != program.Info.ParameterCount)
        {
            throw new ArgumentException(
                $"The weights belong to {weights.Info.Name} ({weights.Info.ParameterCount} parameters), "
                + $"the program to {program.Info.Name} ({program.Info.ParameterCount}).",
                nameof(weights));
        }

        _threads = program.PaysForThreads ? Environment.ProcessorCount : 1;
    }

    private NetworkRuntime(NetworkProgram program, NetworkWeights weights, PackedWeights packed, PackedWeights? packedForTraining)
    {
        _program = program;
        Weights = weights;
        _packed = packed;
        _packedForTraining = packedForTraining;
        _arenas = new Arenas(program.ArenaLength);
        _inputLength = program.Info.InputLength;
        _outputLength = program.Info.OutputLength;
    }

    /// <summary>
    /// A runtime on the weights of a safetensors file, ready to run: they are packed on the way, by as many threads as <see cref="Threads"/> says at first.
    /// In PyTorch's order they are not kept in memory: they are read again if somebody asks for them, so the file stays open until then.
    /// </summary>
    /// <param name="program">The generated code.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is damaged, or its tensors are not this network's.</exception>
    public static NetworkRuntime Load(NetworkProgram program, string path)
    {
        NetworkWeights weights = WeightFile.Open(program.Info, path);
        try
        {
            NetworkRuntime runtime = new(program, weights);
            runtime._packed.Prepare(runtime._threads);
            return runtime;
        }
        catch
        {
            weights.CloseFile();
            throw;
        }
    }

    /// <summary>The trainable parameters.</summary>
    public NetworkWeights Weights { get; }

    /// <summary>Threads that a batch may be divided over.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>A runtime on the same weights, with working memory of its own.</summary>
    public NetworkRuntime ShareWeights() => new(_program, Weights, _packed, _packedForTraining) { Threads = Threads };

    /// <summary>The network's outputs for one image or several. Allocates nothing after the first call.</summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="output">Outputs, image after image.</param>
    /// <exception cref="ArgumentException">The input is not a whole number of images, the output is not as long as their outputs, or the two share memory.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Run(_program.Forward, _program.ForwardSteps, _program.Batch?.ForwardSteps, input, output);

    /// <summary>As <see cref="Forward"/>, without the softmax at the end.</summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="output">Outputs, image after image.</param>
    /// <exception cref="ArgumentException">The input is not a whole number of images, the output is not as long as their outputs, or the two share memory.</exception>
    public void Logits(ReadOnlySpan<float> input, Span<float> output) => Run(_program.Logits, _program.LogitsSteps, _program.Batch?.LogitsSteps, input, output);

    /// <summary>The index of the largest output for one image: the first one of equals, never that of a NaN beside numbers.</summary>
    /// <param name="input">One image.</param>
    /// <exception cref="ArgumentException">The input is not one image.</exception>
    public int Predict(ReadOnlySpan<float> input)
    {
        if (input.Length != _inputLength)
        {
            throw ArgumentCheck.NotOneImage(_program.Info, input.Length);
        }

        _logits ??= new AlignedBuffer(_outputLength);
        Span<float> logits = _logits.Span;
        Run(_program.Logits, _program.LogitsSteps, null, input, logits);
        int largest = IndexOfLargest(logits);
        GC.KeepAlive(this); // the span does not hold the buffer
        return largest;
    }

    /// <summary>
    /// The gradient of the mean loss of a batch, and the sums that metrics are made of. Moves the running averages of batch norms in <see cref="Weights"/>.
    /// Allocates nothing after the first call at a batch size.
    /// </summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="targets">One label or one vector an image.</param>
    /// <param name="gradient">Receives d loss/d parameter, laid out as <see cref="NetworkWeights.Trainable"/>.</param>
    /// <param name="noiseSeed">Seed of what is random in the network.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit each other, or a label that is no class; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    public BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed)
    {
        if (_program.Training is null || _packedForTraining is null)
        {
            throw new InvalidOperationException($"{_program.Info.Name} declares no loss, so it has no gradient.");
        }

        _gradientPass ??= new GradientPass(_program.Info, _program.Training, Weights, _packedForTraining);
        return _gradientPass.Run(input, targets, gradient, noiseSeed, _threads);
    }

    internal static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        float maximum = float.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > maximum)
            {
                maximum = values[i];
                largest = i;
            }
        }

        return largest;
    }

    private static PackedWeights? PackForTraining(NetworkProgram program, NetworkWeights weights) =>
        program.Training is { } training ? new PackedWeights(weights, training.PackingSteps, training.PackedLength) : null;

    private void Run(delegate*<float*, float*, float*, float*, void> entry, ProgramStep[] steps, ProgramStep[]? tailSteps, ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Overlaps(output))
        {
            throw ArgumentCheck.Overlap(_program.Info);
        }

        // One image first: a tiny network takes microseconds, so this path has a few comparisons and no loop.
        if (input.Length == _inputLength && output.Length == _outputLength)
        {
            float* arena = _firstArena == null ? FirstArena() : _firstArena;
            fixed (float* x = input, y = output)
            {
                if (_threads == 1 || steps.Length == 0)
                {
                    entry(_packed.Current(_threads), arena, x, y);
                }
                else
                {
                    _stepwise ??= new StepwisePass(_program);
                    _stepwise.Run(steps, _threads, _packed.Current(_threads), arena, x, y);
                }
            }

            GC.KeepAlive(this); // pointers do not hold the buffers
            return;
        }

        int images = ArgumentCheck.Images(_program.Info, input.Length);
        ArgumentCheck.Output(_program.Info, images, output.Length);
        _arenas.Reserve(Math.Min(_threads, images));
        fixed (float* x = input, y = output)
        {
            if (tailSteps is not null && images > 1)
            {
                RunWithTail(tailSteps, images, x, y);
            }
            else
            {
                RunImages(entry, images, x, y, _outputLength);
            }
        }

        GC.KeepAlive(this);
    }

    private float* FirstArena()
    {
        _arenas.Reserve(1);
        return _firstArena = _arenas[0];
    }

    /// <summary>Features of as many images as the tail holds, then the tail for all of them, and so on.</summary>
    private void RunWithTail(ProgramStep[] steps, int images, float* input, float* output)
    {
        BatchProgram batch = _program.Batch!;
        _tail ??= new BatchTail(batch);
        for (int first = 0; first < images; first += batch.Images)
        {
            int count = Math.Min(batch.Images, images - first);
            RunImages(batch.Trunk, count, input + ((nint)first * _inputLength), _tail.Features(0), batch.FeaturesLength);
            _tail.Run(steps, _threads, count, _packed.Current(_threads), output + ((nint)first * _outputLength));
        }
    }

    /// <summary>Images by themselves, divided over threads.</summary>
    private void RunImages(delegate*<float*, float*, float*, float*, void> entry, int images, float* input, float* output, int outputStride)
    {
        int parts = Math.Min(_threads, images);
        _batch = new ForwardBatch { Entry = entry, Packed = _packed.Current(_threads), Input = input, Output = output, OutputStride = outputStride, Images = images, Parts = parts };
        WorkerPool.Fork(parts, s_forwardPart, this);
    }

    private void ForwardPart(int part)
    {
        ForwardBatch batch = _batch;
        float* arena = _arenas[part];
        int end = Partition.Start(part + 1, batch.Parts, batch.Images);
        for (int image = Partition.Start(part, batch.Parts, batch.Images); image < end; image++)
        {
            batch.Entry(batch.Packed, arena, batch.Input + ((nint)image * _inputLength), batch.Output + ((nint)image * batch.OutputStride));
        }
    }

    /// <summary>What the parts of one call work on.</summary>
    private struct ForwardBatch
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
