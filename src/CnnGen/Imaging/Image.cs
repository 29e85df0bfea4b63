using CnnGen.Files;
using CnnGen.Vectors;

namespace CnnGen;

/// <summary>A picture of 8-bit values: 1 channel is grey, 2 are grey and alpha, 3 are red, green and blue, 4 are these and alpha.</summary>
public sealed class Image
{
    /// <summary>No image has more pixels, so that a small file cannot claim all memory.</summary>
    internal const int MostPixels = 1 << 27;

    /// <summary>A black picture.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">1 to 4.</param>
    public Image(int height, int width, int channels)
        : this(height, width, channels, new byte[CountValues(height, width, channels)])
    {
    }

    /// <summary>A picture of given values, which are not copied.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">1 to 4.</param>
    /// <param name="pixels">The values, [row, column, channel].</param>
    public Image(int height, int width, int channels, byte[] pixels)
    {
        int count = CountValues(height, width, channels);
        if (pixels.Length != count)
        {
            throw new ArgumentException($"An image of {height}×{width}×{channels} has {count} values, not {pixels.Length}.", nameof(pixels));
        }

        Height = height;
        Width = width;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>1: grey; 2: grey, alpha; 3: red, green, blue; 4: red, green, blue, alpha.</summary>
    public int Channels { get; }

    /// <summary>The values, [row, column, channel].</summary>
    public byte[] Pixels { get; }

    /// <summary>Whether the last channel is alpha.</summary>
    public bool HasAlpha => Channels is 2 or 4;

    /// <summary>Reads a PNG file: grey, RGB or palette, with or without alpha, interlaced or not; of 16 bits a sample the higher 8 are kept.</summary>
    /// <exception cref="ImageFileException">The file is damaged, or another kind of image.</exception>
    public static Image Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return PngReader.Read(stream, path);
    }

    /// <summary>Reads a PNG stream up to the end of the image.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="ImageFileException">The content is damaged, or another kind of image.</exception>
    public static Image Load(Stream stream, string name = "stream") => PngReader.Read(stream, name);

    /// <summary>Writes a PNG file. If that fails, what was at <paramref name="path"/> before is still there.</summary>
    public void Save(string path) => ReplacedFile.Write(path, Save);

    /// <summary>Writes PNG.</summary>
    public void Save(Stream stream) => PngWriter.Write(this, stream);

    /// <summary>
    /// The picture at another size: the mean of the pixels that a smaller one covers, linear interpolation for a larger one, each axis for itself.
    /// </summary>
    public Image Resize(int height, int width) => Resampling.Resize(this, height, width);

    /// <summary>
    /// The picture in grey, one channel: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), in front of a background where it is transparent.
    /// </summary>
    /// <param name="background">The grey behind it.</param>
    public Image ToGrey(byte background = 255) => GreyConversion.ToGrey(this, background);

    /// <summary>Its values divided by 255, [row, column, channel], as networks read them.</summary>
    public float[] ToFloats()
    {
        float[] values = new float[Pixels.Length];
        PixelConversion.Divide(Pixels, values, 255);
        return values;
    }

    private static int CountValues(int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        if ((long)height * width > MostPixels)
        {
            throw new ArgumentOutOfRangeException(nameof(height), $"{height}×{width} is more than the {MostPixels} pixels that an image may have.");
        }

        return height * width * channels;
    }
}
