using CnnGen;

namespace DigitReader;

/// <summary>The smallest rectangle that holds all ink.</summary>
internal readonly record struct InkBox(int Top, int Left, int Height, int Width)
{
    /// <summary>Finds it.</summary>
    /// <param name="ink">One channel, the strongest ink 255.</param>
    /// <param name="paper">What is not stronger is no ink.</param>
    public static InkBox Find(Image ink, byte paper)
    {
        int top = ink.Height;
        int left = ink.Width;
        int bottom = 0;
        int right = 0;
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<byte> row = ink.Pixels.AsSpan(y * ink.Width, ink.Width);
            int first = row.IndexOfAnyExceptInRange((byte)0, paper);
            if (first >= 0)
            {
                top = Math.Min(top, y);
                bottom = y;
                left = Math.Min(left, first);
                right = Math.Max(right, row.LastIndexOfAnyExceptInRange((byte)0, paper));
            }
        }

        return new InkBox(top, left, bottom - top + 1, right - left + 1);
    }

    /// <summary>That part of the picture.</summary>
    public Image Cut(Image ink)
    {
        Image part = new(Height, Width, 1);
        for (int y = 0; y < Height; y++)
        {
            ink.Pixels.AsSpan(((Top + y) * ink.Width) + Left, Width).CopyTo(part.Pixels.AsSpan(y * Width));
        }

        return part;
    }
}
