using System.Buffers.Binary;

namespace CnnGen.Imaging;

/// <summary>How a camera was held: the one entry of EXIF data that changes what a picture shows.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntrySize = 12;

    /// <summary>The orientation, 1 to 8; 1, upright, where the data do not say or make no sense.</summary>
    /// <param name="tiff">From the byte order on.</param>
    public static int Of(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || !(little || tiff.StartsWith("MM"u8)))
        {
            return 1;
        }

        uint directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        int entries = Short(tiff[(int)directory..], little);
        ReadOnlySpan<byte> rest = tiff[((int)directory + 2)..];
        for (int i = 0; i < entries && rest.Length >= EntrySize; i++, rest = rest[EntrySize..])
        {
            if (Short(rest, little) == Tag && Short(rest[2..], little) == ShortType)
            {
                int orientation = Short(rest[8..], little);
                return orientation is >= 1 and <= 8 ? orientation : 1;
            }
        }

        return 1;
    }

    /// <summary>The picture as it was seen.</summary>
    public static Image Upright(Image image, int orientation)
    {
        if (orientation == 1)
        {
            return image;
        }

        bool turned = orientation >= 5;
        bool flipsColumns = orientation is 2 or 3 or 7 or 8;
        bool flipsRows = orientation is 3 or 4 or 6 or 7;
        Image result = turned ? new Image(image.Width, image.Height, image.Channels) : new Image(image.Height, image.Width, image.Channels);
        int channels = image.Channels;
        int to = 0;
        for (int y = 0; y < result.Height; y++)
        {
            for (int x = 0; x < result.Width; x++, to += channels)
            {
                (int row, int column) = turned ? (x, y) : (y, x);
                row = flipsRows ? image.Height - 1 - row : row;
                column = flipsColumns ? image.Width - 1 - column : column;
                image.Pixels.AsSpan(((row * image.Width) + column) * channels, channels).CopyTo(result.Pixels.AsSpan(to));
            }
        }

        return result;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
