namespace CnnGen;

/// <summary>Which values a <see cref="LayerNormAttribute"/> or a <see cref="SoftmaxAttribute"/> goes over together.</summary>
public enum NormExtent
{
    /// <summary>The channels of each pixel.</summary>
    Channels,

    /// <summary>All values of an image.</summary>
    Image,
}
