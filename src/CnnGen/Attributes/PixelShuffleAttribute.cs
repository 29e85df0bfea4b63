namespace CnnGen;

/// <summary>
/// Makes pixels of channels: H×W×(C·r²) → (H·r)×(W·r)×C. Channel c·r² + i·r + j goes to row i and column j of the square that a pixel becomes.
/// </summary>
/// <remarks>
/// Source: W. Shi et al., "Real-Time Single Image and Video Super-Resolution" (2016). PyTorch's <c>PixelShuffle</c>, ONNX's <c>DepthToSpace</c>.
/// </remarks>
public sealed class PixelShuffleAttribute : LayerAttribute
{
    /// <summary>A size of squares.</summary>
    /// <param name="scale">r: rows and columns of a square.</param>
    public PixelShuffleAttribute(int scale)
        : this((object)scale)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="scale">r: a number, a parameter's name or an expression.</param>
    public PixelShuffleAttribute(object scale) => Scale = scale;

    /// <summary>r.</summary>
    public object Scale { get; }

    /// <summary>
    /// Whether the squares are the outer axis of the channels: channel (i·r + j)·C + c, as TensorFlow and ONNX's mode DCR have it; by default it is not.
    /// </summary>
    public object? SquaresFirst { get; set; }
}
