using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Numerics;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Layers;

/// <summary>How long one convolution takes on one thread, for one image.</summary>
/// <param name="Layer">The convolution.</param>
/// <param name="Direct">Computed directly.</param>
/// <param name="Winograd">Computed by Winograd's algorithm; null where that does not apply.</param>
/// <param name="Copy">The copy of an input that is padded, which both contain; null where there is none.</param>
internal sealed record LayerTiming(ConvolutionLayer Layer, Round Direct, Round? Winograd, Round? Copy)
{
    private const int Seed = 1;

    /// <summary>Times a layer.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="duration">How long each algorithm is repeated, after as long a time that does not count.</param>
    public static LayerTiming Measure(ConvolutionLayer layer, TimeSpan duration)
    {
        ImageBatch image = new(layer.Direct.Info, images: 1);
        return new LayerTiming(
            layer,
            Time(layer.Direct, image, duration),
            layer.Winograd is { } winograd ? Time(winograd, image, duration) : null,
            layer.IsPadded ? PaddedCopy.Time(image.Nhwc, layer.Direct.Info.InputHeight, layer.BorderOfRow, duration) : null);
    }

    /// <summary>The median time of direct convolution without the copy.</summary>
    public double DirectSeconds => Direct.MedianSeconds - CopySeconds;

    /// <summary>The median time of Winograd's algorithm without the copy.</summary>
    public double? WinogradSeconds => Winograd?.MedianSeconds - CopySeconds;

    /// <summary>The rate of direct convolution as a part of <paramref name="peak"/>, in operations a second.</summary>
    public double ShareOf(double peak) => Layer.Flops / DirectSeconds / peak;

    /// <summary>How many times as fast Winograd's algorithm is.</summary>
    public double? DirectByWinograd => DirectSeconds / WinogradSeconds;

    private double CopySeconds => Copy?.MedianSeconds ?? 0;

    private static Round Time(BenchmarkedNetwork network, ImageBatch image, TimeSpan duration)
    {
        RunnableNetwork runnable = network.Create(Seed);
        runnable.Threads = 1;
        // Memory as that of values within a network: aligned to cache lines.
        using AlignedBuffer output = new(network.Info.OutputLength);
        void Call() => runnable.Forward(image.Nhwc, output.Span);
        CallTimer.Run(Call, duration);
        return CallTimer.Run(Call, duration);
    }
}
