namespace CnnGen.Imaging;

/// <summary>What the components of a JPEG picture are.</summary>
internal enum JpegColorSpace
{
    Grey,
    YCbCr,
    Rgb,

    /// <summary>Inks, stored inverted as Adobe's programs do.</summary>
    Cmyk,

    /// <summary>Inks, the first three as luma and chroma.</summary>
    Ycck,
}
