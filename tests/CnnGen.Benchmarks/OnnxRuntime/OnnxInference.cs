using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>A model in ONNX Runtime with its input and output in place: a call copies nothing.</summary>
internal sealed class OnnxInference : IContender
{
    private readonly OnnxSession _session;
    private readonly OnnxTensor _input;
    private readonly OnnxTensor _output;
    private readonly Action _call;

    /// <summary>Opens the model for one batch size.</summary>
    /// <param name="library">The library, which must outlive this.</param>
    /// <param name="model">The content of an ONNX file.</param>
    /// <param name="network">Sizes of input and output; the output of the model is its logits.</param>
    /// <param name="batch">Images a call.</param>
    /// <param name="threads">Threads a call may use.</param>
    public OnnxInference(OnnxRuntimeLibrary library, ReadOnlySpan<byte> model, NetworkInfo network, int batch, int threads)
    {
        Name = $"ONNX Runtime {library.Version}";
        _session = new OnnxSession(library, model, threads);
        try
        {
            _input = new OnnxTensor(library, batch, network.InputChannels, network.InputHeight, network.InputWidth);
            _output = new OnnxTensor(library, batch, network.OutputLength);
        }
        catch
        {
            _input?.Dispose();
            _session.Dispose();
            throw;
        }

        _call = () => _session.Run(_input, _output);
    }

    public string Name { get; }

    /// <summary>The images of a call, [image, channel, row, column].</summary>
    public Span<float> Input => _input.Values;

    /// <summary>Computes and gives the outputs of <see cref="Input"/>.</summary>
    public ReadOnlySpan<float> Compute()
    {
        _call();
        return _output.Values;
    }

    public Round Run(TimeSpan duration) => CallTimer.Run(_call, duration);

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
        _session.Dispose();
    }
}
