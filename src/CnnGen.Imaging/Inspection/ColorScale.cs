namespace CnnGen.Imaging;

/// <summary>Numbers as colours.</summary>
internal static class ColorScale
{
    // Eight colours of viridis (Smith and van der Walt, CC0), from dark violet to yellow: even steps of lightness, also for those who see few colours.
    private static ReadOnlySpan<byte> Stops => [68, 1, 84, 70, 50, 127, 54, 92, 141, 39, 127, 142, 31, 161, 135, 74, 194, 109, 159, 218, 58, 253, 231, 37];

    /// <summary>The colour of a value from 0 to 1.</summary>
    public static void Sequential(float value, Span<byte> pixel)
    {
        int last = (Stops.Length / 3) - 1;
        float place = Math.Clamp(value, 0, 1) * last;
        int stop = Math.Min((int)place, last - 1);
        for (int channel = 0; channel < 3; channel++)
        {
            float from = Stops[(3 * stop) + channel];
            pixel[channel] = (byte)MathF.Round(from + ((place - stop) * (Stops[(3 * stop) + 3 + channel] - from)));
        }
    }

    /// <summary>The colour of a value from −1, blue, over 0, white, to 1, red.</summary>
    public static void Diverging(float value, Span<byte> pixel)
    {
        float strength = Math.Clamp(Math.Abs(value), 0, 1);
        ReadOnlySpan<byte> end = value < 0 ? [33, 102, 172] : [178, 24, 43];
        for (int channel = 0; channel < 3; channel++)
        {
            pixel[channel] = (byte)MathF.Round(255 + (strength * (end[channel] - 255)));
        }
    }
}
