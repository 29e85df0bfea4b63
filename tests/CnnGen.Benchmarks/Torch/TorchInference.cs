using System.Globalization;
using System.Runtime.InteropServices;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Torch;

/// <summary>A TorchScript model, frozen and optimised for inference, on one batch.</summary>
internal sealed class TorchInference : IInferenceContender
{
    private readonly TorchProcess _process;
    private readonly string _logits;

    /// <summary>Starts it and lets it compute once.</summary>
    /// <param name="model">The TorchScript file.</param>
    /// <param name="images">The batch.</param>
    /// <param name="threads">Threads that PyTorch may use.</param>
    /// <param name="stop">Ends the process.</param>
    /// <exception cref="MissingPeerException">There is no Python or no PyTorch.</exception>
    public TorchInference(string model, ImageBatch images, int threads, CancellationToken stop)
    {
        _process = new TorchProcess(threads, stop);
        try
        {
            _logits = _process.PathOf("logits.f32");
            _process.Start(
                PeerProgram.Script("infer.py"),
                "--model", model, "--images", _process.Write<float>("images.f32", images.Nchw), "--logits", _logits,
                "--shape", string.Join(',', images.NchwShape.Select(size => size.ToString(CultureInfo.InvariantCulture))));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name => _process.Name;

    /// <summary>What would make PyTorch faster.</summary>
    public string? Advice => _process.Advice;

    public float[] Logits() => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_logits)).ToArray();

    public Round Run(TimeSpan duration) => _process.Run(duration);

    public void Dispose() => _process.Dispose();
}
