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

    private readonly NetworkProgram _program;
    private readonly SharedWeights _shared;
    private readonly ForwardPass _forwardPass;
    private float[]? _logits;
    private SeveralValues? _several;
    private GradientPass? _gradientPass;
    private InspectionPass? _inspectionPass;
    private int _threads;
    private int _state;

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
        _forwardPass = new ForwardPass(program, shared);
        program.Info.Training = program.Training;
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
            RunForward(input, output);
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
            RunLogits(input, output);
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
            RunForward(input, results);
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
            RunLogits(input, results);
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
        if (input.Length != _program.Info.InputLength)
        {
            throw ArgumentCheck.NotOneImage(_program.Info, input.Length);
        }

        Enter();
        try
        {
            _logits ??= new float[_program.Info.OutputLength];
            RunLogits(input, _logits);
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
            return NetworkTimer.Run(_program.Info, program, _shared.Packed.Current(_threads), _forwardPass.Arena, runs);
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
        _forwardPass.Dispose();
        _gradientPass?.Dispose();
        _inspectionPass?.Dispose();
        _shared.Release();
    }

    // Threads may be set meanwhile, so they are read once.
    private void RunForward(ReadOnlySpan<float> input, Span<float> output) =>
        _forwardPass.Run(_program.Forward, _program.ForwardStages, _program.Batch?.ForwardStages, input, output, _threads);

    private void RunLogits(ReadOnlySpan<float> input, Span<float> output) =>
        _forwardPass.Run(_program.Logits, _program.LogitsStages, _program.Batch?.LogitsStages, input, output, _threads);
}
