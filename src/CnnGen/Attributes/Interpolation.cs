namespace CnnGen;

/// <summary>How a value between pixels is made of them.</summary>
public enum Interpolation
{
    /// <summary>Every pixel is repeated.</summary>
    Nearest,

    /// <summary>A mean of the four pixels around, by their distance; beyond the outermost pixels, these.</summary>
    Bilinear,
}
