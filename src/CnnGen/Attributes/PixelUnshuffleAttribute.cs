namespace CnnGen;

/// <summary>Makes channels of pixels: (H·r)×(W·r)×C → H×W×(C·r²), the inverse of <see cref="PixelShuffleAttribute"/>.</summary>
/// <remarks>PyTorch's <c>PixelUnshuffle</c>, ONNX's <c>SpaceToDepth</c>.</remarks>
public sealed class PixelUnshuffleAttribute : LayerAttribute
{
    /// <summary>A size of squares.</summary>
    /// <param name="scale">r: rows and columns of a square.</param>
    public PixelUnshuffleAttribute(int scale)
        : this((object)scale)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="scale">r: a number, a parameter's name or an expression.</param>
    public PixelUnshuffleAttribute(object scale) => Scale = scale;

    /// <summary>r.</summary>
    public object Scale { get; }

    /// <summary>
    /// Whether the squares are the outer axis of the channels: channel (i·r + j)·C + c, as TensorFlow and ONNX's mode DCR have it; by default it is not.
    /// </summary>
    public object? SquaresFirst { get; set; }
}
