using CnnGen;
using CnnGen.Benchmarks.OnnxRuntime;

namespace DigitReader;

/// <summary>
/// The sample's network, computed by ONNX Runtime: what the sample's server does with a network is done with this one, and the server cannot tell.
/// </summary>
internal sealed class LeNet5 : INetwork<LeNet5>
{
    public const int InputHeight = 28;
    public const int InputWidth = 28;
    public const int InputLength = InputHeight * InputWidth;
    public const int OutputLength = 10;

    private readonly OnnxRuntimeLibrary _library;
    private readonly OnnxSession _session;
    private readonly Dictionary<int, (OnnxTensor Input, OnnxTensor Output)> _tensors = [];

    private LeNet5(OnnxRuntimeLibrary library, OnnxSession session)
    {
        _library = library;
        _session = session;
    }

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(LeNet5),
        InputHeight = InputHeight,
        InputWidth = InputWidth,
        InputChannels = 1,
        OutputLength = OutputLength,
        ParameterCount = 61_706,
        MultiplyAdds = 416_520,
        ArenaBytes = 0,
        Summary = "",
        Parameters = [],
    };

    /// <summary>A session computes on the thread that calls it, and no other, as the sample's networks do.</summary>
    public int Threads { get; set; } = 1;

    public NetworkWeights Weights => throw new NotSupportedException();

    private static string LibraryFile => OperatingSystem.IsWindows() ? "onnxruntime.dll"
        : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib"
        : "libonnxruntime.so";

    /// <summary>Opens a model that a stream holds.</summary>
    public static LeNet5 Load(Stream stream)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (FileStream copy = new(file, FileMode.CreateNew))
            {
                stream.CopyTo(copy);
            }

            return Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Opens a model.</summary>
    public static LeNet5 Load(string path)
    {
        OnnxRuntimeLibrary library = OnnxRuntimeLibrary.Load(Path.Combine(AppContext.BaseDirectory, LibraryFile));
        return new LeNet5(library, new OnnxSession(library, path, threads: 1));
    }

    /// <summary>A session may be run by several threads at once; each has tensors of its own.</summary>
    public LeNet5 ShareWeights() => new(_library, _session);

    /// <summary>Images of one channel are the same in both orders of axes.</summary>
    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        int images = input.Length / InputLength;
        if (!_tensors.TryGetValue(images, out (OnnxTensor Input, OnnxTensor Output) tensors))
        {
            tensors = (new OnnxTensor(_library, images, 1, InputHeight, InputWidth), new OnnxTensor(_library, images, OutputLength));
            _tensors.Add(images, tensors);
        }

        input.CopyTo(tensors.Input.Values);
        _session.Run(tensors.Input, tensors.Output);
        tensors.Output.Values.CopyTo(output);
    }

    public static LeNet5 Create(int seed) => throw new NotSupportedException();

    public static LeNet5 Create(int seed, Initializer initializer) => throw new NotSupportedException();

    public void Save(string path) => throw new NotSupportedException();

    public void Save(Stream stream) => throw new NotSupportedException();

    public void Logits(ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException();

    public int Predict(ReadOnlySpan<float> input) => throw new NotSupportedException();

    public void Dispose()
    {
        // Everything is there until the server ends.
    }
}
