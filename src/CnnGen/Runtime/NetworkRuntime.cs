using CnnGen.Packing;
using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// Runs the program of one network instance: checks arguments, packs weights, divides batches over threads. Generated networks hold one each.
/// </summary>
/// <remarks>
/// Used by one thread at a time: a second one that calls meanwhile gets an exception. <see cref="ShareWeights"/> gives it an instance of its own.
/// </remarks>
public sealed unsafe class NetworkRuntime : IDisposable
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Disposed = 2;

    private static readonly Action<object, int> s_forwardPart = static (runtime, part) => ((NetworkRuntime)runtime).ForwardPart(part);

    private readonly NetworkProgram _program;
    private readonly SharedWeights _shared;
    private readonly Arenas _arenas;
    private readonly int _inputLength;
    private readonly int _outputLength;
    private float* _firstArena;
    private float[]? _logits;
    private SeveralValues? _several;
    private GradientPass? _gradientPass;
    private InspectionPass? _inspectionPass;
    private StagedPass? _stepwise;
    private BatchTail? _tail;
    private int _threads;
    private int _state;
    private ForwardBatch _batch;

    /// <summary>A runtime on weights that no other one shares yet.</summary>
    /// <param name="program">The generated code.</param>
    /// <param name="weights">The parameters.</param>
    public NetworkRuntime(NetworkProgram program, NetworkWeights weights)
        : this(program, new SharedWeights(weights, new PackedWeights(weights, program.PackingSteps, program.PackedLength), PackForTraining(program, weights)))
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

    /// <summary>The generated code.</summary>
    internal NetworkProgram Program => _program;

    private NetworkRuntime(NetworkProgram program, SharedWeights shared)
    {
        _program = program;
        _shared = shared;
        _arenas = new Arenas(program.ArenaLength);
        _inputLength = program.Info.InputLength;
        _outputLength = program.Info.OutputLength;
    }

    /// <summary>
    /// A runtime on the weights of a safetensors file, ready to run: they are packed on the way, by as many threads as <see cref="Threads"/> says at first.
    /// In PyTorch's order they are not kept in memory: they are read again if somebody asks for them, so the file stays open until then, or until a few dozen
    /// other files have been loaded.
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
            runtime._shared.Packed.Prepare(runtime._threads);
            weights.WerePacked(runtime._shared.Packed);
            return runtime;
        }
        catch
        {
            weights.CloseFile();
            throw;
        }
    }

    /// <summary>The trainable parameters.</summary>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public NetworkWeights Weights
    {
        get
        {
            ThrowIfDisposed();
            return _shared.Weights;
        }
    }

    /// <summary>Threads that a batch may be divided over; more than 256 count as 256.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ThrowIfDisposed();
            _threads = Math.Min(value, WorkerPool.MaxThreads);
        }
    }

    /// <summary>A runtime on the same weights, with working memory of its own.</summary>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public NetworkRuntime ShareWeights()
    {
        ThrowIfDisposed();
        ObjectDisposedException.ThrowIf(!_shared.TryUse(), this);
        return new NetworkRuntime(_program, _shared) { _threads = _threads };
    }

    /// <summary>
    /// Gives back working memory and, with the last instance that shares them, packed weights and the file they came from. Waits for a call on another thread
    /// to end.
    /// <see cref="Weights"/> that somebody holds stay where they are, unless they are still in the file.
    /// </summary>
    public void Dispose()
    {
        SpinWait spin = default;
        int state = Interlocked.CompareExchange(ref _state, Disposed, Idle);
        while (state == Busy)
        {
            spin.SpinOnce();
            state = Interlocked.CompareExchange(ref _state, Disposed, Idle);
        }

        if (state == Idle)
        {
            Free();
        }
    }

    /// <summary>The network's outputs for one image or several. Allocates nothing after the first call.</summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="output">Outputs, image after image.</param>
    /// <exception cref="ArgumentException">The input is not a whole number of images, the output is not as long as their outputs, or the two share
    /// memory.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Enter();
        try
        {
            Run(_program.Forward, _program.ForwardStages, _program.Batch?.ForwardStages, input, output);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>As <see cref="Forward"/>, without the softmax at the end.</summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="output">Outputs, image after image.</param>
    /// <exception cref="ArgumentException">The input is not a whole number of images, the output is not as long as their outputs, or the two share
    /// memory.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public void Logits(ReadOnlySpan<float> input, Span<float> output)
    {
        Enter();
        try
        {
            Run(_program.Logits, _program.LogitsStages, _program.Batch?.LogitsStages, input, output);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>As <see cref="Forward"/>, each input and output in memory of its own.</summary>
    /// <param name="inputs">The inputs, in the order of <see cref="NetworkInfo.Inputs"/>.</param>
    /// <param name="outputs">The outputs, in the order of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException">An input or output is not as long as one number of images asks for.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public void ForwardEach(ReadOnlySpan<ValueSpan> inputs, ReadOnlySpan<ValueSpan> outputs)
    {
        Enter();
        try
        {
            _several ??= new SeveralValues(_program.Info);
            ReadOnlySpan<float> input = _several.Join(inputs, outputs, out Span<float> results);
            Run(_program.Forward, _program.ForwardStages, _program.Batch?.ForwardStages, input, results);
            _several.Divide(outputs);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>As <see cref="ForwardEach"/>, without the softmax or sigmoid at the end of each output.</summary>
    /// <param name="inputs">The inputs, in the order of <see cref="NetworkInfo.Inputs"/>.</param>
    /// <param name="outputs">The outputs, in the order of <see cref="NetworkInfo.Outputs"/>.</param>
    /// <exception cref="ArgumentException">An input or output is not as long as one number of images asks for.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public void LogitsEach(ReadOnlySpan<ValueSpan> inputs, ReadOnlySpan<ValueSpan> outputs)
    {
        Enter();
        try
        {
            _several ??= new SeveralValues(_program.Info);
            ReadOnlySpan<float> input = _several.Join(inputs, outputs, out Span<float> results);
            Run(_program.Logits, _program.LogitsStages, _program.Batch?.LogitsStages, input, results);
            _several.Divide(outputs);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The index of the largest output for one image: the first one of equals, never that of a NaN beside numbers.</summary>
    /// <param name="input">One image.</param>
    /// <exception cref="ArgumentException">The input is not one image.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public int Predict(ReadOnlySpan<float> input)
    {
        if (input.Length != _inputLength)
        {
            throw ArgumentCheck.NotOneImage(_program.Info, input.Length);
        }

        Enter();
        try
        {
            _logits ??= new float[_outputLength];
            Run(_program.Logits, _program.LogitsStages, null, input, _logits);
            return IndexOfLargest(_logits);
        }
        finally
        {
            Leave();
        }
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
    /// <exception cref="InvalidOperationException">The network declares no loss, or another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed)
    {
        if (_program.Training is null || _shared.PackedForTraining is null)
        {
            throw new InvalidOperationException($"{_program.Info.Name} declares no loss, so it has no gradient.");
        }

        Enter();
        try
        {
            _gradientPass ??= GradientPass.Of(_program.Info, _program.Training, _shared.Weights, _shared.PackedForTraining);
            return _gradientPass.Run(input, targets, gradient, noiseSeed, _threads);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The value of every layer for one image, and its gradient.</summary>
    /// <param name="input">One image.</param>
    /// <param name="logitsGradient">What each logit counts.</param>
    /// <exception cref="ArgumentException">The input is not one image, or there are not as many numbers as logits.</exception>
    /// <exception cref="InvalidOperationException">The network was not declared to be inspectable, or another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public Inspection Inspect(ReadOnlySpan<float> input, ReadOnlySpan<float> logitsGradient)
    {
        InspectionProgram program = InspectionProgram();
        Enter();
        try
        {
            _inspectionPass ??= new InspectionPass(_program.Info, program, _shared.Weights);
            return _inspectionPass.Run(input, logitsGradient, _threads);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The time that each layer takes for one image on one thread.</summary>
    /// <param name="runs">How often the network is run.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one run.</exception>
    /// <exception cref="InvalidOperationException">The network was not declared to be inspectable, or another thread is in a call of this instance.</exception>
    /// <exception cref="ObjectDisposedException">The instance is disposed.</exception>
    public NetworkProfile Profile(int runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        InspectionProgram program = InspectionProgram();
        Enter();
        try
        {
            return NetworkTimer.Run(_program.Info, program, _shared.Packed.Current(_threads), FirstArena(), runs);
        }
        finally
        {
            Leave();
        }
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

    private InspectionProgram InspectionProgram() => _program.Inspection
        ?? throw new InvalidOperationException($"{_program.Info.Name} cannot be looked into: declare it with [Network(Inspectable = true)].");

    private static PackedWeights? PackForTraining(NetworkProgram program, NetworkWeights weights) =>
        program.Training is { } training ? new PackedWeights(weights, training.PackingSteps, training.PackedLength) : null;

    /// <summary>Takes the instance for one call. Two threads would write the same memory: wrong answers at best.</summary>
    private void Enter()
    {
        if (Interlocked.CompareExchange(ref _state, Busy, Idle) != Idle)
        {
            throw Refusal();
        }
    }

    private void Leave() => Volatile.Write(ref _state, Idle);

    private Exception Refusal()
    {
        ThrowIfDisposed();
        return new InvalidOperationException(
            $"{_program.Info.Name}: another thread is in a call of this instance, which serves one at a time. ShareWeights() gives each thread an "
            + $"instance of its own on the same weights.");
    }

    private void ThrowIfDisposed()
    {
        if (Volatile.Read(ref _state) == Disposed)
        {
            throw new ObjectDisposedException(_program.Info.Name);
        }
    }

    private void Free()
    {
        _arenas.Dispose();
        _firstArena = null;
        _stepwise?.Dispose();
        _tail?.Dispose();
        _gradientPass?.Dispose();
        _inspectionPass?.Dispose();
        _shared.Release();
    }

    private void Run(
        delegate*<float*, float*, float*, float*, void> entry,
        ProgramStage[] steps,
        ProgramStage[]? tailSteps,
        ReadOnlySpan<float> input,
        Span<float> output)
    {
        if (input.Overlaps(output))
        {
            throw ArgumentCheck.Overlap(_program.Info);
        }

        // One image first: a tiny network takes microseconds, so this path has a few comparisons and no loop. Threads may be set meanwhile, so they are read
        // once.
        int threads = _threads;
        if (input.Length == _inputLength && output.Length == _outputLength)
        {
            float* arena = _firstArena == null ? FirstArena() : _firstArena;
            fixed (float* x = input, y = output)
            {
                if (threads == 1 || steps.Length == 0)
                {
                    entry(_shared.Packed.Current(threads), arena, x, y);
                }
                else
                {
                    _stepwise ??= new StagedPass(_program);
                    _stepwise.Run(steps, threads, _shared.Packed.Current(threads), arena, x, y);
                }
            }

            return; // to Leave, which keeps this object, and with it the memory that pointers do not hold
        }

        int images = ArgumentCheck.Images(_program.Info, input.Length);
        ArgumentCheck.Output(_program.Info, images, output.Length);
        _arenas.Reserve(Math.Min(threads, images));
        fixed (float* x = input, y = output)
        {
            if (tailSteps is not null && images > 1)
            {
                RunWithTail(tailSteps, images, threads, x, y);
            }
            else
            {
                RunImages(entry, images, threads, x, y, _outputLength);
            }
        }
    }

    private float* FirstArena()
    {
        _arenas.Reserve(1);
        return _firstArena = _arenas[0];
    }

    /// <summary>Features of as many images as the tail holds, then the tail for all of them, and so on.</summary>
    private void RunWithTail(ProgramStage[] steps, int images, int threads, float* input, float* output)
    {
        BatchProgram batch = _program.Batch!;
        _tail ??= new BatchTail(batch);
        for (int first = 0; first < images; first += batch.Images)
        {
            int count = Math.Min(batch.Images, images - first);
            RunImages(batch.Trunk, count, threads, input + ((nint)first * _inputLength), _tail.Features(0), batch.FeaturesLength);
            _tail.Run(steps, threads, count, _shared.Packed.Current(threads), output + ((nint)first * _outputLength));
        }
    }

    /// <summary>Images by themselves, divided over threads.</summary>
    private void RunImages(delegate*<float*, float*, float*, float*, void> entry, int images, int threads, float* input, float* output, int outputStride)
    {
        int parts = Math.Min(threads, images);
        _batch =
            new ForwardBatch
            {
                Entry = entry,
                Packed = _shared.Packed.Current(
                threads),
                Input = input,
                Output = output,
                OutputStride = outputStride,
                Images = images,
                Parts = parts
            };
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
