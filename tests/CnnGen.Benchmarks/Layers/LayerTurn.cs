using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Layers;

/// <summary>What was measured of a layer in one turn, one after the other.</summary>
/// <param name="Peak">Multiplications and additions a second at that time.</param>
/// <param name="Direct">The layer computed directly.</param>
/// <param name="Winograd">The layer computed by Winograd's algorithm; null where that does not apply.</param>
/// <param name="Copy">The copy of an input that is padded, which both contain; null where there is none.</param>
internal readonly record struct LayerTurn(double Peak, Round Direct, Round? Winograd, Round? Copy)
{
    private double CopySeconds => Copy?.MedianSeconds ?? 0;

    /// <summary>The median time of direct convolution without the copy.</summary>
    public double DirectSeconds => Direct.MedianSeconds - CopySeconds;

    /// <summary>The median time of Winograd's algorithm without the copy.</summary>
    public double? WinogradSeconds => Winograd?.MedianSeconds - CopySeconds;
}
