namespace CnnGen;

/// <summary>Mixes channels of groups: channel g·n + i of the input, of <c>groups</c> groups of n, becomes channel i·groups + g.</summary>
/// <remarks>Source: X. Zhang et al., "ShuffleNet" (2018). PyTorch's <c>ChannelShuffle</c>.</remarks>
public sealed class ChannelShuffleAttribute : LayerAttribute
{
    /// <summary>A number of groups.</summary>
    /// <param name="groups">How many groups; divides the channels.</param>
    public ChannelShuffleAttribute(int groups)
        : this((object)groups)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="groups">How many groups: a number, a parameter's name or an expression.</param>
    public ChannelShuffleAttribute(object groups) => Groups = groups;

    /// <summary>How many groups.</summary>
    public object Groups { get; }
}
