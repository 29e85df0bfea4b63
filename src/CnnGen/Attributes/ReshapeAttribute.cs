namespace CnnGen;

/// <summary>The same values as an image of another shape, counted in an <see cref="Order"/>.</summary>
/// <remarks>
/// By default PyTorch's <c>view(-1, channels, height, width)</c>. What detection heads make of scores, a row for each anchor, is
/// <see cref="ElementOrder.ChannelsLast"/>.
/// </remarks>
public sealed class ReshapeAttribute : LayerAttribute
{
    /// <summary>To a shape.</summary>
    /// <param name="height">Rows of the output; −1 for what the other two leave.</param>
    /// <param name="width">Columns of the output, or −1.</param>
    /// <param name="channels">Channels of the output, or −1.</param>
    public ReshapeAttribute(int height, int width, int channels)
        : this((object)height, width, channels)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="height">Rows of the output: a number, a parameter's name or an expression.</param>
    /// <param name="width">Columns of the output.</param>
    /// <param name="channels">Channels of the output.</param>
    public ReshapeAttribute(object height, object width, object channels)
    {
        Height = height;
        Width = width;
        Channels = channels;
    }

    /// <summary>Rows of the output.</summary>
    public object Height { get; }

    /// <summary>Columns of the output.</summary>
    public object Width { get; }

    /// <summary>Channels of the output.</summary>
    public object Channels { get; }

    /// <summary>The order in which values are counted, the same in both shapes.</summary>
    public ElementOrder Order { get; set; }
}
