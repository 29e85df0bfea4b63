namespace CnnGen.Imaging;

/// <summary>Planes to pixels: grey, or red, green and blue, with libjpeg's fixed-point conversion (ITU-R BT.601, full range).</summary>
internal static class JpegColor
{
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);
    private const int RedOfCr = 91881;
    private const int BlueOfCb = 116130;
    private const int GreenOfCr = 46802;
    private const int GreenOfCb = 22554;

    public static Image Assemble(JpegFrame frame, JpegColorSpace space)
    {
        Image image = new(frame.Height, frame.Width, space == JpegColorSpace.Grey ? 1 : 3);
        JpegUpsampling[] planes = Array.ConvertAll(frame.Components, component => new JpegUpsampling(component, frame));
        int stride = frame.Width * image.Channels;
        for (int y = 0; y < frame.Height; y++)
        {
            Span<byte> pixels = image.Pixels.AsSpan(y * stride, stride);
            ReadOnlySpan<byte> first = planes[0].Row(y)[..frame.Width];
            if (space == JpegColorSpace.Grey)
            {
                first.CopyTo(pixels);
                continue;
            }

            ReadOnlySpan<byte> second = planes[1].Row(y)[..frame.Width];
            ReadOnlySpan<byte> third = planes[2].Row(y)[..frame.Width];
            if (space is JpegColorSpace.YCbCr or JpegColorSpace.Ycck)
            {
                FromLumaAndChroma(first, second, third, pixels);
            }
            else
            {
                Interleave(first, second, third, pixels);
            }

            if (space == JpegColorSpace.Cmyk)
            {
                MultiplyByBlack(planes[3].Row(y)[..frame.Width], pixels, inverted: true);
            }
            else if (space == JpegColorSpace.Ycck)
            {
                MultiplyByBlack(planes[3].Row(y)[..frame.Width], pixels, inverted: false);
            }
        }

        return image;
    }

    private static void Interleave(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> pixels)
    {
        for (int x = 0; x < red.Length; x++)
        {
            Span<byte> pixel = pixels.Slice(3 * x, 3);
            pixel[0] = red[x];
            pixel[1] = green[x];
            pixel[2] = blue[x];
        }
    }

    private static void FromLumaAndChroma(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blueness, ReadOnlySpan<byte> redness, Span<byte> pixels)
    {
        for (int x = 0; x < luma.Length; x++)
        {
            int y = luma[x];
            int cb = blueness[x] - 128;
            int cr = redness[x] - 128;
            Span<byte> pixel = pixels.Slice(3 * x, 3);
            pixel[0] = Clamp(y + (((RedOfCr * cr) + Half) >> Bits));
            pixel[1] = Clamp(y + (((-GreenOfCr * cr) - (GreenOfCb * cb) + Half) >> Bits));
            pixel[2] = Clamp(y + (((BlueOfCb * cb) + Half) >> Bits));
        }
    }

    // Files hold inks inverted: a stored 255 is no ink. Red is what cyan and black let through. YCCK's first three are RGB, the inversion of CMY.
    private static void MultiplyByBlack(ReadOnlySpan<byte> black, Span<byte> pixels, bool inverted)
    {
        for (int x = 0; x < black.Length; x++)
        {
            int through = black[x];
            foreach (ref byte channel in pixels.Slice(3 * x, 3))
            {
                // What is stored for an ink is inverted already; of YCCK it is the inversion of the RGB that the conversion gave.
                int ink = inverted ? 255 - channel : channel;
                int product = (ink * through) + 128;
                channel = Clamp(through - (((product >> 8) + product) >> 8));
            }
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
