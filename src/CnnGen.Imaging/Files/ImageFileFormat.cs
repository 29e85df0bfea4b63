namespace CnnGen.Imaging;

/// <summary>The kinds of picture files that are read. GIF is not written.</summary>
public enum ImageFileFormat
{
    /// <summary>JPEG: sequential and progressive, 8 bits a sample.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>Windows bitmaps, not compressed.</summary>
    Bmp,

    /// <summary>GIF: the first picture of an animation.</summary>
    Gif,

    /// <summary>Truevision TGA, with or without run lengths.</summary>
    Tga,
}
