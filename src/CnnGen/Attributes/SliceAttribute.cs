namespace CnnGen;

/// <summary>Some rows, columns or channels of an image: <c>count</c> of them from <c>start</c> on. Several of one layer split it.</summary>
/// <remarks>ONNX's <c>Slice</c> and <c>Split</c>, PyTorch's <c>x[:, start:start + count]</c> and <c>chunk</c>.</remarks>
public sealed class SliceAttribute : LayerAttribute
{
    /// <summary>Numbers.</summary>
    /// <param name="axis">Of which axis.</param>
    /// <param name="start">The first; −1 is the last of the input, −2 the one before.</param>
    /// <param name="count">How many.</param>
    public SliceAttribute(ImageAxis axis, int start, int count)
        : this(axis, (object)start, count)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="axis">Of which axis.</param>
    /// <param name="start">The first: a number, a parameter's name or an expression.</param>
    /// <param name="count">How many.</param>
    public SliceAttribute(ImageAxis axis, object start, object count)
    {
        Axis = axis;
        Start = start;
        Count = count;
    }

    /// <summary>Of which axis.</summary>
    public ImageAxis Axis { get; }

    /// <summary>The first.</summary>
    public object Start { get; }

    /// <summary>How many.</summary>
    public object Count { get; }

    /// <summary>From one to the next: 2 takes every second; 1 by default.</summary>
    public object? Step { get; set; }
}
