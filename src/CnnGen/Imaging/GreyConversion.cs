namespace CnnGen;

/// <summary>Colour and transparency to one grey channel.</summary>
internal static class GreyConversion
{
    // The weights of ITU-R BT.601 as fractions of 2¹⁶; they add up to 1, so white stays 255.
    private const int RedShare = 19595;
    private const int GreenShare = 38470;
    private const int BlueShare = 7471;
    private const int Half = 1 << 15;

    public static Image ToGrey(Image image, byte background)
    {
        byte[] grey = new byte[image.Height * image.Width];
        int channels = image.Channels;
        for (int i = 0; i < grey.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(i * channels, channels);
            int luma = channels < 3 ? pixel[0] : ((pixel[0] * RedShare) + (pixel[1] * GreenShare) + (pixel[2] * BlueShare) + Half) >> 16;
            int alpha = image.HasAlpha ? pixel[^1] : 255;
            grey[i] = (byte)(((luma * alpha) + (background * (255 - alpha)) + 127) / 255);
        }

        return new Image(image.Height, image.Width, 1, grey);
    }
}
