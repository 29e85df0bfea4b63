using CnnGen;

namespace Edges;

/// <summary>A white picture on which others, rectangles and words are drawn.</summary>
internal sealed class Canvas
{
    private const int GlyphWidth = 5;
    private const int GlyphHeight = 7;

    // Seven rows of five pixels each, as far as the words on the sheet need them.
    private static readonly Dictionary<char, string> s_glyphs = new()
    {
        ['A'] = ".###. #...# #...# ##### #...# #...# #...#",
        ['B'] = "####. #...# #...# ####. #...# #...# ####.",
        ['C'] = ".###. #...# #.... #.... #.... #...# .###.",
        ['D'] = "####. #...# #...# #...# #...# #...# ####.",
        ['E'] = "##### #.... #.... ####. #.... #.... #####",
        ['F'] = "##### #.... #.... ####. #.... #.... #....",
        ['G'] = ".###. #...# #.... #.### #...# #...# .###.",
        ['H'] = "#...# #...# #...# ##### #...# #...# #...#",
        ['I'] = ".###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.",
        ['K'] = "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
        ['L'] = "#.... #.... #.... #.... #.... #.... #####",
        ['M'] = "#...# ##.## #.#.# #.#.# #...# #...# #...#",
        ['N'] = "#...# ##..# #.#.# #..## #...# #...# #...#",
        ['O'] = ".###. #...# #...# #...# #...# #...# .###.",
        ['P'] = "####. #...# #...# ####. #.... #.... #....",
        ['R'] = "####. #...# #...# ####. #.#.. #..#. #...#",
        ['S'] = ".#### #.... #.... .###. ....# ....# ####.",
        ['T'] = "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
        ['U'] = "#...# #...# #...# #...# #...# #...# .###.",
        ['V'] = "#...# #...# #...# #...# #...# .#.#. ..#..",
        ['W'] = "#...# #...# #...# #.#.# #.#.# ##.## #...#",
        ['X'] = "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
        ['Y'] = "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
        ['0'] = ".###. #...# #..## #.#.# ##..# #...# .###.",
        ['1'] = "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
        ['2'] = ".###. #...# ....# ..##. .#... #.... #####",
        ['3'] = ".###. #...# ....# ..##. ....# #...# .###.",
        ['5'] = "##### #.... ####. ....# ....# #...# .###.",
        ['8'] = ".###. #...# #...# .###. #...# #...# .###.",
        [':'] = "..... ..#.. ..#.. ..... ..#.. ..#.. .....",
        [','] = "..... ..... ..... ..... ..#.. ..#.. .#...",
        ['×'] = "..... ..... #...# .#.#. ..#.. .#.#. #...#",
        [' '] = "..... ..... ..... ..... ..... ..... .....",
    };

    private static readonly byte[] s_ink = [0x33, 0x41, 0x55];

    public Canvas(int height, int width)
    {
        Picture = new Image(height, width, 3);
        Picture.Pixels.AsSpan().Fill(0xFF);
    }

    public Image Picture { get; }

    /// <summary>Puts a picture of one or three channels.</summary>
    public void Put(Image picture, int top, int left)
    {
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int from = ((y * picture.Width) + x) * picture.Channels;
                for (int channel = 0; channel < 3; channel++)
                {
                    Picture.Pixels[((((top + y) * Picture.Width) + left + x) * 3) + channel] = picture.Pixels[from + (channel % picture.Channels)];
                }
            }
        }
    }

    /// <summary>Fills a rectangle.</summary>
    public void Rectangle(int top, int left, int height, int width, byte grey)
    {
        for (int y = top; y < top + height; y++)
        {
            Picture.Pixels.AsSpan(((y * Picture.Width) + left) * 3, width * 3).Fill(grey);
        }
    }

    /// <summary>Writes capitals and digits.</summary>
    public void Text(string text, int top, int left, int scale)
    {
        foreach (char character in text)
        {
            string glyph = s_glyphs[character];
            for (int y = 0; y < GlyphHeight * scale; y++)
            {
                for (int x = 0; x < GlyphWidth * scale; x++)
                {
                    if (glyph[(y / scale * (GlyphWidth + 1)) + (x / scale)] == '#')
                    {
                        s_ink.CopyTo(Picture.Pixels, (((top + y) * Picture.Width) + left + x) * 3);
                    }
                }
            }

            left += (GlyphWidth + 1) * scale;
        }
    }
}
