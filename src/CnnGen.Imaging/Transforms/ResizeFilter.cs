namespace CnnGen.Imaging;

/// <summary>How pixels are weighed when a picture changes its size. Names and results are Pillow's, with which most models were trained.</summary>
public enum ResizeFilter
{
    /// <summary>The nearest pixel, unchanged: for masks.</summary>
    Nearest,

    /// <summary>The mean of the pixels that a new one covers (area).</summary>
    Box,

    /// <summary>A triangle, widened where the picture shrinks: linear interpolation without aliasing.</summary>
    Bilinear,

    /// <summary>A cubic with a = −½ (Keys), widened where the picture shrinks.</summary>
    Bicubic,

    /// <summary>Three lobes of a windowed sine, widened where the picture shrinks.</summary>
    Lanczos,
}
