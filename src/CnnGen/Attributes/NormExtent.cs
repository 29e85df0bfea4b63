namespace CnnGen;

/// <summary>What a <see cref="LayerNormAttribute"/> takes mean and variance of.</summary>
public enum NormExtent
{
    /// <summary>The channels of each pixel.</summary>
    Channels,

    /// <summary>All values of an image.</summary>
    Image,
}
