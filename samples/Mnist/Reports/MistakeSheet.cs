using CnnGen;

namespace Mnist.Reports;

/// <summary>A picture of the digits that were read wrongly, under each its label, an arrow and the answer.</summary>
internal static class MistakeSheet
{
    private const int Columns = 12;
    private const int MostRows = 10;
    private const int ImageScale = 3;
    private const int FontScale = 2;
    private const int Margin = 10;
    private const int CaptionHeight = (PixelFont.GlyphHeight * FontScale) + 8;

    private static readonly byte[] s_labelInk = [0x33, 0x41, 0x55];
    private static readonly byte[] s_arrowInk = [0x94, 0xA3, 0xB8];
    private static readonly byte[] s_answerInk = [0xDC, 0x26, 0x26];

    /// <summary>Draws the first mistakes, ink on paper: as many as ten rows hold.</summary>
    public static Image Draw(IReadOnlyList<Mistake> mistakes, ImageDataset images)
    {
        int count = Math.Min(mistakes.Count, Columns * MostRows);
        int rows = Math.Max(1, (count + Columns - 1) / Columns);
        int tileWidth = (images.ImageWidth * ImageScale) + Margin;
        int tileHeight = (images.ImageHeight * ImageScale) + CaptionHeight + Margin;
        Image sheet = new((rows * tileHeight) + Margin, (Columns * tileWidth) + Margin, 3);
        sheet.Pixels.AsSpan().Fill(0xFF);
        for (int i = 0; i < count; i++)
        {
            int top = (i / Columns * tileHeight) + Margin;
            int left = (i % Columns * tileWidth) + Margin;
            DrawDigit(sheet, images.Pixels(mistakes[i].Index), images.ImageHeight, images.ImageWidth, top, left);
            DrawCaption(sheet, mistakes[i], top + (images.ImageHeight * ImageScale) + 4, left + (images.ImageWidth * ImageScale / 2));
        }

        return sheet;
    }

    private static void DrawDigit(Image sheet, ReadOnlySpan<byte> pixels, int height, int width, int top, int left)
    {
        for (int y = 0; y < height * ImageScale; y++)
        {
            for (int x = 0; x < width * ImageScale; x++)
            {
                byte ink = pixels[(y / ImageScale * width) + (x / ImageScale)];

                // Paper a little darker than the sheet, so that one sees where an image ends.
                byte shade = (byte)(0xF1 * (255 - ink) / 255);
                sheet.Pixels.AsSpan((((top + y) * sheet.Width) + left + x) * 3, 3).Fill(shade);
            }
        }
    }

    private static void DrawCaption(Image sheet, Mistake mistake, int top, int centre)
    {
        const int Advance = (PixelFont.GlyphWidth + 2) * FontScale;
        int left = centre - (((2 * Advance) + (PixelFont.GlyphWidth * FontScale)) / 2);
        PixelFont.Draw(sheet, (char)('0' + mistake.Label), top, left, FontScale, s_labelInk);
        PixelFont.Draw(sheet, PixelFont.Arrow, top, left + Advance, FontScale, s_arrowInk);
        PixelFont.Draw(sheet, (char)('0' + mistake.Answer), top, left + (2 * Advance), FontScale, s_answerInk);
    }
}
