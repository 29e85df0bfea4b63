using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Runtime;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Layers;

/// <summary>A convolution that is ready to be timed again and again.</summary>
internal sealed class LayerContender : IDisposable
{
    private const int Seed = 1;

    private readonly ImageBatch _image;
    private readonly AlignedBuffer _output;
    private readonly RunnableNetwork _direct;
    private readonly RunnableNetwork? _winograd;
    private readonly PaddedCopy? _copy;

    public LayerContender(ConvolutionLayer layer)
    {
        Layer = layer;
        _image = new ImageBatch(layer.Direct.Info, images: 1);
        _output = new AlignedBuffer(layer.Direct.Info.OutputLength); // as memory within a network
        _direct = Create(layer.Direct);
        _winograd = layer.Winograd is { } winograd ? Create(winograd) : null;
        _copy = layer.IsPadded ? new PaddedCopy(_image.Nhwc, layer.Direct.Info.InputHeight, layer.BorderOfRow) : null;
    }

    /// <summary>The convolution.</summary>
    public ConvolutionLayer Layer { get; }

    /// <summary>Times everything once, and the peak before it.</summary>
    /// <param name="duration">How long each is repeated, after a call that does not count.</param>
    public LayerTurn Take(TimeSpan duration) => new(
        MultiplyAddPeak.Measure(duration / 4),
        Time(() => Forward(_direct), duration),
        _winograd is null ? null : Time(() => Forward(_winograd), duration),
        _copy is null ? null : Time(_copy.Run, duration / 4));

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _copy?.Dispose();
    }

    private void Forward(RunnableNetwork network) => network.Forward(_image.Nhwc, _output.Span);

    private static RunnableNetwork Create(BenchmarkedNetwork network)
    {
        RunnableNetwork runnable = network.Create(Seed);
        runnable.Threads = 1;
        return runnable;
    }

    private static Round Time(Action call, TimeSpan duration)
    {
        call();
        return CallTimer.Run(call, duration);
    }
}
