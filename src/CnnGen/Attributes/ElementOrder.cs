namespace CnnGen;

/// <summary>The order in which <see cref="ReshapeAttribute"/> counts the values of an image.</summary>
public enum ElementOrder
{
    /// <summary>Channel by channel, each row by row: PyTorch's <c>view</c> of [channels, height, width].</summary>
    ChannelsFirst,

    /// <summary>
    /// Row by row, pixel by pixel, each with its channels behind each other: PyTorch's <c>permute(0, 2, 3, 1)</c> before a <c>view</c>, as detection heads have
    /// it.
    /// </summary>
    ChannelsLast,
}
