namespace CnnGen;

/// <summary>A larger image: H×W×C → (scaleHeight·H)×(scaleWidth·W)×C, each value taken from the nearest pixel or from four.</summary>
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>One factor for both axes.</summary>
    /// <param name="scale">Rows and columns for each of the input, at most 8.</param>
    public UpsampleAttribute(int scale)
        : this((object)scale, scale)
    {
    }

    /// <summary>A factor for each axis.</summary>
    /// <param name="scaleHeight">Rows for each row of the input, at most 8.</param>
    /// <param name="scaleWidth">Columns for each column of the input, at most 8.</param>
    public UpsampleAttribute(int scaleHeight, int scaleWidth)
        : this((object)scaleHeight, scaleWidth)
    {
    }

    /// <summary>One factor for both axes, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="scale">Rows and columns for each of the input: a number, a parameter's name or an expression.</param>
    public UpsampleAttribute(object scale)
        : this(scale, scale)
    {
    }

    /// <summary>A factor for each axis, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="scaleHeight">Rows for each row of the input: a number, a parameter's name or an expression.</param>
    /// <param name="scaleWidth">Columns for each column of the input.</param>
    public UpsampleAttribute(object scaleHeight, object scaleWidth)
    {
        ScaleHeight = scaleHeight;
        ScaleWidth = scaleWidth;
    }

    /// <summary>Rows for each row of the input.</summary>
    public object ScaleHeight { get; }

    /// <summary>Columns for each column of the input.</summary>
    public object ScaleWidth { get; }

    /// <summary>How a value is made of pixels.</summary>
    public Interpolation Mode { get; set; }

    /// <summary>Where the outputs stand between the pixels; makes no difference to <see cref="Interpolation.Nearest"/>.</summary>
    public UpsampleCoordinates Coordinates { get; set; }
}
