using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Layers;

/// <summary>A convolution of a published network, as a network of its own.</summary>
/// <param name="Network">The network it is from.</param>
/// <param name="Direct">Computed directly.</param>
/// <param name="Winograd">Computed by Winograd's algorithm; null where that does not apply.</param>
internal sealed record ConvolutionLayer(string Network, BenchmarkedNetwork Direct, BenchmarkedNetwork? Winograd)
{
    public static ConvolutionLayer Of<TDirect>(string network)
        where TDirect : class, INetwork<TDirect> =>
        new(network, BenchmarkedNetwork.Of<TDirect>(), Winograd: null);

    public static ConvolutionLayer Of<TDirect, TWinograd>(string network)
        where TDirect : class, INetwork<TDirect>
        where TWinograd : class, INetwork<TWinograd> =>
        new(network, BenchmarkedNetwork.Of<TDirect>(), BenchmarkedNetwork.Of<TWinograd>());

    /// <summary>The shape it reads: <c>56×56×64</c>.</summary>
    public string Input => FormattableString.Invariant($"{Direct.Info.InputHeight}×{Direct.Info.InputWidth}×{Direct.Info.InputChannels}");

    /// <summary>Filters, kernel, stride and padding: <c>Conv 64 × 3×3, s 1, p 1</c>.</summary>
    public string Convolution => Direct.Info.Layers[^1].Description;

    /// <summary>Whether its windows reach over the edge, so that a network that begins with it copies its input into memory with a border.</summary>
    public bool IsPadded => Convolution.Contains(", p ", StringComparison.Ordinal);

    /// <summary>Floats between two rows of that copy: a column on each side, which is what most of these layers have.</summary>
    public int BorderOfRow => 2 * Direct.Info.InputChannels;

    /// <summary>Multiplications and additions of direct convolution.</summary>
    public long Flops => 2 * Direct.Info.MultiplyAdds;
}
