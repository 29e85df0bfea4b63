namespace CnnGen.Generator.Program;

/// <summary>
/// Where the tensors of a batch norm stand among the parameters, or those of a learnt factor for each channel, which has no mean and no variance.
/// </summary>
/// <param name="Name">The layer.</param>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β, or <see cref="Absent"/>.</param>
/// <param name="Mean">μ, or <see cref="Absent"/>.</param>
/// <param name="Variance">σ², or <see cref="Absent"/>.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Channels">Values of each.</param>
internal sealed record PlacedNorm(string Name, int Scale, int Shift, int Mean, int Variance, float Epsilon, int Channels)
{
    /// <summary>The place of a tensor that does not exist.</summary>
    public const int Absent = -1;

    /// <summary>What channels are multiplied by, for comments.</summary>
    public string Factor => Variance == Absent ? "γ" : "γ/√(σ² + ε)";

    /// <summary>The batch norm from a channel on.</summary>
    public PlacedNorm From(int channel) => this with
    {
        Scale = Scale + channel,
        Shift = From(Shift, channel),
        Mean = From(Mean, channel),
        Variance = From(Variance, channel),
        Channels = Channels - channel,
    };

    private static int From(int tensor, int channel) => tensor == Absent ? Absent : tensor + channel;
}

/// <summary>A batch norm behind a layer whose weights stand channel by channel.</summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="ChannelLength">Weights a channel.</param>
internal sealed record ChannelNorm(PlacedNorm Norm, int ChannelLength);

/// <summary>Makes the bias of a layer with a batch norm folded into it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Norm">The batch norm.</param>
/// <param name="Bias">Offset of the layer's own bias in the parameters, or −1 where it has none.</param>
/// <param name="Packed">Offset of the new bias in the packed weights.</param>
internal sealed record FoldedBiasStep(string Layer, PlacedNorm Norm, int Bias, int Packed) : PackingStep;

/// <summary>Makes the factor and the summand of each channel of a batch norm that is a layer of its own.</summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Factors">Offset of the factors in the packed weights.</param>
/// <param name="Summands">Offset of the summands.</param>
internal sealed record NormFactorsStep(PlacedNorm Norm, int Factors, int Summands) : PackingStep;
