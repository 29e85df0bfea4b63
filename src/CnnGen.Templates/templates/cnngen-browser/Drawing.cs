namespace Digits;

/// <summary>A drawing as the network's data set has its digits: cut to the ink, in the middle of a square, 8×8 pixels.</summary>
internal static class Drawing
{
    private const int Side = DigitNet.InputHeight;
    private const byte Paper = 0;

    /// <summary>Each pixel of the input is the mean of the ink on its part of the square.</summary>
    /// <param name="ink">Rows of grey values, light ink on black.</param>
    /// <param name="size">Rows and columns.</param>
    /// <returns>The input; null where nothing is drawn.</returns>
    public static float[]? ToInput(ReadOnlySpan<byte> ink, int size)
    {
        var (top, bottom, left, right) = (size, -1, size, -1);
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] != Paper)
            {
                (top, bottom) = (Math.Min(top, i / size), Math.Max(bottom, i / size));
                (left, right) = (Math.Min(left, i % size), Math.Max(right, i % size));
            }
        }

        if (bottom < 0)
        {
            return null;
        }

        int square = Math.Max(Math.Max(bottom - top, right - left) + 1, Side);
        int above = (square - (bottom - top + 1)) / 2;
        int before = (square - (right - left + 1)) / 2;
        float share = Side * Side / (255f * square * square);
        float[] input = new float[DigitNet.InputLength];
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                int row = (y - top + above) * Side / square;
                int column = (x - left + before) * Side / square;
                input[(row * Side) + column] += ink[(y * size) + x] * share;
            }
        }

        return input;
    }
}
