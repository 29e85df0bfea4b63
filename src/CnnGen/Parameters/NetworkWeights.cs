using CnnGen.Files;
using CnnGen.Packing;

namespace CnnGen;

/// <summary>
/// The tensors of a network in PyTorch's layout, each starting at a multiple of 16 values: the trainable ones, then the running statistics of batch norms.
/// Instances of a network can share one.
/// </summary>
public sealed unsafe partial class NetworkWeights
{
    private readonly Lock _lock = new();
    private readonly int _length;
    private volatile ParameterSource _source;
    private PackedWeights? _packedFromFile;
    private WeightFileException? _lost;
    private long _version = 1;

    /// <summary>All-zero weights.</summary>
    /// <param name="info">The network they belong to.</param>
    public NetworkWeights(NetworkInfo info)
        : this(info, null)
    {
    }

    /// <summary>Weights that are somewhere already, or zero.</summary>
    internal NetworkWeights(NetworkInfo info, ParameterFile? file)
    {
        Info = info;
        foreach (ParameterTensor tensor in info.Parameters)
        {
            int end = (tensor.Offset + tensor.Length + 15) & ~15;
            _length = Math.Max(_length, end);
            TrainableLength = tensor.IsTrainable ? Math.Max(TrainableLength, end) : TrainableLength;
        }

        _source = (ParameterSource?)file ?? new ParameterMemory(_length);
    }

    /// <summary>The network these weights belong to.</summary>
    public NetworkInfo Info { get; }

    /// <summary>All values, with zeros between tensors. Call <see cref="MarkChanged"/> after writing.</summary>
    public Span<float> Values => Memory.Span;

    /// <summary>The values that have a gradient: the first ones of <see cref="Values"/>. Call <see cref="MarkChanged"/> after writing.</summary>
    public Span<float> Trainable => Values[..TrainableLength];

    /// <summary>The length of <see cref="Trainable"/> and of a gradient.</summary>
    public int TrainableLength { get; }

    /// <summary>Grows with every change; what was packed from an older version is packed again before use.</summary>
    public long Version => Volatile.Read(ref _version);

    internal float* Pointer => Memory.Pointer;

    /// <summary>Whether the weights are still in their file.</summary>
    internal bool HasOpenFile => _source is ParameterFile { IsOpen: true };

    private ParameterMemory Memory => _source as ParameterMemory ?? ReadIntoMemory();

    /// <summary>The values of one tensor. Call <see cref="MarkChanged"/> after writing.</summary>
    public Span<float> this[ParameterTensor tensor] => Values.Slice(tensor.Offset, tensor.Length);

    /// <summary>New weights.</summary>
    /// <param name="info">The network they belong to.</param>
    /// <param name="seed">Same seed, same weights, on every machine.</param>
    /// <param name="initializer">How weights and biases are drawn. Others begin with their <see cref="ParameterTensor.Initial"/>: a batch norm with factors of
    /// 1, running means of 0 and variances of 1.</param>
    public static NetworkWeights Create(NetworkInfo info, int seed, Initializer initializer)
    {
        var weights = new NetworkWeights(info);
        foreach (ParameterTensor tensor in info.Parameters)
        {
            if (tensor.InitialValues.Count > 0)
            {
                Copy(tensor.InitialValues, weights[tensor]);
            }
            else if (tensor.Initial is { } value)
            {
                weights[tensor].Fill(value);
            }
            else
            {
                initializer.Fill(tensor, weights[tensor], seed);
            }
        }

        return weights;
    }

    /// <summary>
    /// The weights of a safetensors file, by PyTorch's names and shapes. Half, bfloat16 and double tensors are converted; <c>num_batches_tracked</c> is
    /// ignored.
    /// </summary>
    /// <param name="info">The network they belong to.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is damaged, or its tensors are not this network's.</exception>
    public static NetworkWeights Load(NetworkInfo info, string path)
    {
        using FileStream stream = File.OpenRead(path);
        return WeightFile.Load(info, stream, path);
    }

    /// <summary>The weights of a safetensors stream, which is read to its end.</summary>
    /// <param name="info">The network they belong to.</param>
    /// <param name="stream">The file's content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="WeightFileException">The content is damaged, or its tensors are not this network's.</exception>
    public static NetworkWeights Load(NetworkInfo info, Stream stream, string name = "stream") => WeightFile.Load(info, stream, name);

    /// <summary>
    /// Writes the weights as safetensors, with PyTorch's names, shapes and order. If that fails, what was at <paramref name="path"/> before is still
    /// there.
    /// </summary>
    public void Save(string path)
    {
        // Windows does not replace a file that is open, and the one at the path may be where these weights are.
        if (OperatingSystem.IsWindows())
        {
            ReadIntoMemory();
        }

        ReplacedFile.Write(path, Save);
    }

    /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order. The same weights give the same bytes.</summary>
    public void Save(Stream stream)
    {
        lock (_lock)
        {
            WeightFile.Save(Info, _source is ParameterFile file ? Read(file) : _source, stream); // what was read is not kept
        }
    }

    /// <summary>Tells the networks that use these weights that values were written.</summary>
    public void MarkChanged() => Interlocked.Increment(ref _version);

    /// <summary>Brings the weights into the order of kernels, the first time without reading them into memory as a whole.</summary>
    internal void Pack(PackingPlan plan, float* packed, int threads)
    {
        // Nobody closes the file meanwhile.
        lock (_lock)
        {
            ParameterSource source = _packedFromFile is null ? _source : ReadIntoMemory();
            plan.Run(source, packed, threads);
            source.CheckUnchanged();
        }
    }

    /// <summary>Says what was packed of the file, so that whatever is read of it later can be compared.</summary>
    internal void WerePacked(PackedWeights packed)
    {
        lock (_lock)
        {
            _packedFromFile = packed;
        }
    }

    /// <summary>Closes the file of weights that nobody has asked for; those who have them go on having them.</summary>
    internal void CloseFile()
    {
        lock (_lock)
        {
            _packedFromFile = null;
            (_source as ParameterFile)?.Dispose();
        }
    }

    /// <summary>Reads the weights into memory and closes the file. If they cannot be read, whoever asks for them is told.</summary>
    internal void LeaveFile()
    {
        lock (_lock)
        {
            if (_source is not ParameterFile { IsOpen: true } file)
            {
                return;
            }

            try
            {
                ReadIntoMemory();
            }
            catch (Exception exception) when (exception is IOException or OutOfMemoryException)
            {
                _lost = new WeightFileException(exception.Message, exception);
                file.Dispose();
            }
        }
    }

    private ParameterMemory ReadIntoMemory()
    {
        lock (_lock)
        {
            if (_source is ParameterFile file)
            {
                ParameterMemory memory = Read(file);
                file.Dispose();
                _source = memory;
                _packedFromFile = null;
            }

            return (ParameterMemory)_source;
        }
    }

    private ParameterMemory Read(ParameterFile file)
    {
        if (!file.IsOpen)
        {
            throw _lost is null
                ? new ObjectDisposedException(
                    Info.Name,
                    $"{Info.Name}: the network was disposed before anyone asked for its weights, and with it the file they were in.")
                : new WeightFileException(_lost.Message, _lost);
        }

        ParameterMemory memory = new(_length);
        file.CopyTo(memory.Span, Info);
        file.CheckUnchanged();

        // The time of a file can be set back, and does not tell two writes within a tick from one.
        return _packedFromFile is null || _packedFromFile.AreOf(memory) ? memory : throw file.WasWrittenTo();
    }

    private static void Copy(IReadOnlyList<float> from, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i];
        }
    }
}
