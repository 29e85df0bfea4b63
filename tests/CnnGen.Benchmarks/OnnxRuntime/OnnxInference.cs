using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>A model in ONNX Runtime with its input and output in place: a call copies nothing.</summary>
internal sealed class OnnxInference : IInferenceContender
{
    private readonly OnnxSession _session;
    private readonly OnnxTensor _input;
    private readonly OnnxTensor _output;
    private readonly Action _call;

    /// <summary>Opens the model for one batch.</summary>
    /// <param name="library">The library, which must outlive this.</param>
    /// <param name="model">An ONNX file; its output is logits.</param>
    /// <param name="images">The batch.</param>
    /// <param name="outputLength">Logits an image.</param>
    /// <param name="threads">Threads a call may use.</param>
    public OnnxInference(OnnxRuntimeLibrary library, string model, ImageBatch images, int outputLength, int threads)
    {
        Name = $"ONNX Runtime {library.Version}";
        _session = new OnnxSession(library, model, threads);
        try
        {
            _input = new OnnxTensor(library, Array.ConvertAll(images.NchwShape, size => (long)size));
            _output = new OnnxTensor(library, images.NchwShape[0], outputLength);
        }
        catch
        {
            _input?.Dispose();
            _session.Dispose();
            throw;
        }

        images.Nchw.CopyTo(_input.Values);
        _call = () => _session.Run(_input, _output);
    }

    public string Name { get; }

    public float[] Logits()
    {
        _call();
        return _output.Values.ToArray();
    }

    public Round Run(TimeSpan duration) => CallTimer.Run(_call, duration);

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
        _session.Dispose();
    }
}
