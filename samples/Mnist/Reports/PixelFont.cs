using CnnGen;

namespace Mnist.Reports;

/// <summary>The digits and an arrow, 5×7 pixels each.</summary>
internal static class PixelFont
{
    public const int GlyphWidth = 5;
    public const int GlyphHeight = 7;
    public const char Arrow = '→';

    // One glyph after the other, seven rows of five pixels.
    private static readonly string[] s_glyphs =
    [
        ".###. #...# #..## #.#.# ##..# #...# .###.",
        "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
        ".###. #...# ....# ..##. .#... #.... #####",
        ".###. #...# ....# ..##. ....# #...# .###.",
        "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
        "##### #.... ####. ....# ....# #...# .###.",
        ".###. #.... #.... ####. #...# #...# .###.",
        "##### ....# ...#. ..#.. .#... .#... .#...",
        ".###. #...# #...# .###. #...# #...# .###.",
        ".###. #...# #...# .#### ....# ....# .###.",
        "..... ..#.. ...#. ##### ...#. ..#.. .....",
    ];

    /// <summary>Draws one character in a picture of three channels.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="character">A digit or <see cref="Arrow"/>.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="scale">Pixels of the picture for one of the glyph, each way.</param>
    /// <param name="ink">Red, green, blue.</param>
    public static void Draw(Image picture, char character, int top, int left, int scale, ReadOnlySpan<byte> ink)
    {
        string glyph = s_glyphs[character == Arrow ? 10 : character - '0'];
        for (int y = 0; y < GlyphHeight * scale; y++)
        {
            for (int x = 0; x < GlyphWidth * scale; x++)
            {
                if (glyph[(y / scale * (GlyphWidth + 1)) + (x / scale)] == '#')
                {
                    ink.CopyTo(picture.Pixels.AsSpan((((top + y) * picture.Width) + left + x) * 3));
                }
            }
        }
    }
}
