using System.Buffers.Binary;

namespace CnnGen.Imaging;

/// <summary>
/// Picture files of all kinds that are common: JPEG, PNG, BMP, GIF and TGA, recognised by their content. Safe for files of strangers: what is damaged is an
/// <see cref="ImageFileException"/>, and no more memory is reserved than a file of its size can need.
/// </summary>
public static class ImageFile
{
    /// <summary>Pixels that a picture may have unless told otherwise: 67 million.</summary>
    public const int DefaultMaximumPixels = 1 << 26;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumPixels">A picture with more is refused.</param>
    /// <param name="upright">Whether a photograph is turned as its EXIF data say that the camera was held.</param>
    /// <returns>A picture of 1 channel (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 (these and alpha).</returns>
    /// <exception cref="ImageFileException">The file is damaged, truncated, too large, or of a kind that is not read.</exception>
    public static Image Load(string path, int maximumPixels = DefaultMaximumPixels, bool upright = true)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (IOException tooLarge) when (tooLarge is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new ImageFileException($"{path}: {tooLarge.Message}", tooLarge);
        }

        return Load(content, path, maximumPixels, upright);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="maximumPixels">A picture with more is refused.</param>
    /// <param name="upright">Whether a photograph is turned as its EXIF data say that the camera was held.</param>
    /// <exception cref="ImageFileException">The content is damaged, truncated, too large, or of a kind that is not read.</exception>
    public static Image Load(Stream stream, string name = "stream", int maximumPixels = DefaultMaximumPixels, bool upright = true)
    {
        using MemoryStream content = new();
        stream.CopyTo(content);
        return Load(content.GetBuffer().AsSpan(0, (int)content.Length), name, maximumPixels, upright);
    }

    /// <summary>Reads what is in memory.</summary>
    /// <param name="content">The file's content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="maximumPixels">A picture with more is refused.</param>
    /// <param name="upright">Whether a photograph is turned as its EXIF data say that the camera was held.</param>
    /// <exception cref="ImageFileException">The content is damaged, truncated, too large, or of a kind that is not read.</exception>
    public static Image Load(ReadOnlySpan<byte> content, string name = "image", int maximumPixels = DefaultMaximumPixels, bool upright = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumPixels);
        switch (Detect(content))
        {
            case ImageFileFormat.Jpeg:
                Image image = JpegReader.Read(content, name, maximumPixels, out int orientation);
                return upright ? ExifOrientation.Upright(image, orientation) : image;
            case ImageFileFormat.Png:
                return LoadPng(content, name, maximumPixels);
            case ImageFileFormat.Bmp:
                return BmpReader.Read(content, name, maximumPixels);
            case ImageFileFormat.Gif:
                return GifReader.Read(content, name, maximumPixels);
            case ImageFileFormat.Tga:
                return TgaReader.Read(content, name, maximumPixels);
            default:
                throw new ImageFileException($"{name}: not a picture of a kind that is read; JPEG, PNG, BMP, GIF and TGA are.");
        }
    }

    /// <summary>The kind of a file, told by its first bytes; null for others.</summary>
    /// <param name="content">The file's content, or at least its first 18 bytes.</param>
    public static ImageFileFormat? Detect(ReadOnlySpan<byte> content)
    {
        if (content.Length > 2 && content[0] == 0xFF && content[1] == JpegFormat.StartOfImage && content[2] == 0xFF)
        {
            return ImageFileFormat.Jpeg;
        }

        return content.StartsWith(PngSignature) ? ImageFileFormat.Png
            : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? ImageFileFormat.Gif
            : content.StartsWith("BM"u8) ? ImageFileFormat.Bmp
            : TgaReader.Recognises(content) ? ImageFileFormat.Tga
            : null;
    }

    /// <summary>Writes a file of the kind that its name ends in. If that fails, what was there before is still there.</summary>
    /// <param name="image">The picture. JPEG has no alpha: it is dropped.</param>
    /// <param name="path">A name that ends in <c>.jpg</c>, <c>.jpeg</c>, <c>.png</c>, <c>.bmp</c> or <c>.tga</c>.</param>
    /// <param name="quality">Of JPEG, 1 to 100.</param>
    public static void Save(Image image, string path, int quality = 90)
    {
        ImageFileFormat format = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jpg" or ".jpeg" => ImageFileFormat.Jpeg,
            ".png" => ImageFileFormat.Png,
            ".bmp" => ImageFileFormat.Bmp,
            ".tga" => ImageFileFormat.Tga,
            _ => throw new ArgumentException($"{path}: the name of a picture ends in .jpg, .jpeg, .png, .bmp or .tga.", nameof(path)),
        };
        using MemoryStream content = new();
        Save(image, content, format, quality);
        string temporary = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content.ToArray());
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="image">The picture. JPEG has no alpha: it is dropped.</param>
    /// <param name="stream">Receives it.</param>
    /// <param name="format">Any but <see cref="ImageFileFormat.Gif"/>.</param>
    /// <param name="quality">Of JPEG, 1 to 100.</param>
    public static void Save(Image image, Stream stream, ImageFileFormat format, int quality = 90)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (format == ImageFileFormat.Png)
        {
            image.Save(stream);
            return;
        }

        var channels = (StbImageWriteSharp.ColorComponents)image.Channels;
        StbImageWriteSharp.ImageWriter writer = new();
        switch (format)
        {
            case ImageFileFormat.Jpeg:
                Image opaque = image.Channels is 1 or 3 ? image : image.WithChannels(image.Channels - 1);
                writer.WriteJpg(opaque.Pixels, opaque.Width, opaque.Height, (StbImageWriteSharp.ColorComponents)opaque.Channels, stream, quality);
                break;
            case ImageFileFormat.Bmp:
                writer.WriteBmp(image.Pixels, image.Width, image.Height, channels, stream);
                break;
            case ImageFileFormat.Tga:
                writer.WriteTga(image.Pixels, image.Width, image.Height, channels, stream);
                break;
            default:
                throw new ArgumentException($"{format} files are not written.", nameof(format));
        }
    }

    private static Image LoadPng(ReadOnlySpan<byte> content, string name, int maximumPixels)
    {
        const int SizeAt = 16;
        if (content.Length >= SizeAt + 8)
        {
            ImageLimit.Check(
                BinaryPrimitives.ReadUInt32BigEndian(content[(SizeAt + 4)..]), BinaryPrimitives.ReadUInt32BigEndian(content[SizeAt..]), maximumPixels, name);
        }

        return Image.Load(new MemoryStream(content.ToArray()), name);
    }
}
