using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Layers;

/// <summary>How long one convolution takes on one thread, for one image: medians and extremes over the turns.</summary>
/// <param name="Layer">The convolution.</param>
/// <param name="Turns">At least one.</param>
internal sealed record LayerTiming(ConvolutionLayer Layer, IReadOnlyList<LayerTurn> Turns)
{
    /// <summary>Seconds of direct convolution.</summary>
    public Spread Direct => Spread.Of(Turns.Select(turn => turn.DirectSeconds));

    /// <summary>The rate of direct convolution as a part of the peak at the same time.</summary>
    public Spread ShareOfPeak => Spread.Of(Turns.Select(turn => Layer.Flops / turn.DirectSeconds / turn.Peak));

    /// <summary>Seconds of Winograd's algorithm; null where that does not apply.</summary>
    public Spread? Winograd => Layer.Winograd is null ? null : Spread.Of(Turns.Select(turn => turn.WinogradSeconds!.Value));

    /// <summary>How many times as fast Winograd's algorithm is.</summary>
    public Spread? DirectByWinograd => Layer.Winograd is null ? null : Spread.Of(Turns.Select(turn => turn.DirectSeconds / turn.WinogradSeconds!.Value));

    /// <summary>Seconds of the copy; null where there is none.</summary>
    public Spread? Copy => Layer.IsPadded ? Spread.Of(Turns.Select(turn => turn.Copy!.Value.MedianSeconds)) : null;
}
