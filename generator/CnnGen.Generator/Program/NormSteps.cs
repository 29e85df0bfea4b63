namespace CnnGen.Generator.Program;

/// <summary>Where the tensors of a batch norm stand among the parameters.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β.</param>
/// <param name="Mean">μ.</param>
/// <param name="Variance">σ².</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Channels">Values of each.</param>
internal sealed record PlacedNorm(string Name, int Scale, int Shift, int Mean, int Variance, float Epsilon, int Channels)
{
    /// <summary>The batch norm from a channel on.</summary>
    public PlacedNorm From(int channel) => this with
    {
        Scale = Scale + channel,
        Shift = Shift + channel,
        Mean = Mean + channel,
        Variance = Variance + channel,
        Channels = Channels - channel,
    };
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
