namespace CnnGen;

/// <summary>
/// An image of any other size: H×W×C → height×width×C, each value taken from the nearest pixel or from several around its place. All ways of ONNX's
/// <c>Resize</c> to say where an output stands are there.
/// </summary>
/// <remarks>PyTorch's <c>interpolate</c> has the same values with <see cref="ResizeCoordinates.HalfPixel"/>, or <see cref="ResizeCoordinates.AlignCorners"/>
/// where it is told so; its nearest mode is
/// <see cref="ResizeCoordinates.Asymmetric"/> with <see cref="ResizeRounding.Floor"/>.</remarks>
public sealed class ResizeAttribute : LayerAttribute
{
    /// <summary>To a size.</summary>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    public ResizeAttribute(int height, int width)
        : this((object)height, width)
    {
    }

    /// <summary>To a size, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="height">Rows of the output: a number, a parameter's name or an expression.</param>
    /// <param name="width">Columns of the output.</param>
    public ResizeAttribute(object height, object width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the output.</summary>
    public object Height { get; }

    /// <summary>Columns of the output.</summary>
    public object Width { get; }

    /// <summary>How a value is made of pixels.</summary>
    public ResizeMode Mode { get; set; }

    /// <summary>Where an output stands between the pixels.</summary>
    public ResizeCoordinates Coordinates { get; set; }

    /// <summary>Which pixel is the nearest one; for <see cref="ResizeMode.Nearest"/> only.</summary>
    public ResizeRounding Rounding { get; set; }

    /// <summary>Outputs for each row of the input, where that is not the quotient of both sizes.</summary>
    public object? ScaleHeight { get; set; }

    /// <summary>Outputs for each column of the input, where that is not the quotient of both sizes.</summary>
    public object? ScaleWidth { get; set; }

    /// <summary>
    /// The second derivative that <see cref="ResizeMode.Cubic"/> begins with; −0.75 by default, as in ONNX, PyTorch and OpenCV; −0.5 in Pillow and TensorFlow.
    /// </summary>
    public object? CubicCoefficient { get; set; }

    /// <summary>
    /// Whether pixels that do not exist have no weight; else those at the edge stand for them. For <see cref="ResizeMode.Cubic"/> only; by default they stand
    /// for them.
    /// </summary>
    public object? ExcludeOutside { get; set; }
}
