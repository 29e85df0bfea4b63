using CnnGen;
using CnnGen.Samples;
using Mnist.Charts;

namespace Mnist.Reports;

/// <summary>A picture of the digits that were read wrongly, under each its label, an arrow and the answer.</summary>
internal static class MistakeSheet
{
    private const int Columns = 12;
    private const int MostRows = 10;
    private const int ImageScale = 3;
    private const int Margin = 10;
    private const int CaptionHeight = 22;
    private const double FontSize = 15;
    private const byte Paper = 0xF1; // a little darker than the sheet, so that one sees where an image ends
    private const string AnswerInk = "#dc2626";

    /// <summary>Draws the first mistakes, ink on paper, as SVG: as many as ten rows hold.</summary>
    public static string Draw(IReadOnlyList<Mistake> mistakes, ImageDataset images)
    {
        int count = Math.Min(mistakes.Count, Columns * MostRows);
        int rows = Math.Max(1, (count + Columns - 1) / Columns);
        int width = images.ImageWidth * ImageScale;
        int height = images.ImageHeight * ImageScale;
        SvgDocument svg = new((Columns * (width + Margin)) + Margin, (rows * (height + CaptionHeight + Margin)) + Margin);
        for (int i = 0; i < count; i++)
        {
            Mistake mistake = mistakes[i];
            int left = (i % Columns * (width + Margin)) + Margin;
            int top = (i / Columns * (height + CaptionHeight + Margin)) + Margin;
            double line = top + height + 16;
            double centre = left + (width / 2d);
            svg.BeginGroup($"test image {mistake.Index}: a {mistake.Label}, taken for a {mistake.Answer} with {mistake.Certainty:P0}");
            svg.Picture(left, top, width, height, Png(images, mistake.Index));
            svg.Text(centre - 12, line, $"{mistake.Label}", FontSize, Palette.Heading, "end");
            svg.Text(centre, line, "→", FontSize, Palette.Train, "middle");
            svg.Text(centre + 12, line, $"{mistake.Answer}", FontSize, AnswerInk, isBold: true);
            svg.EndGroup();
        }

        return svg.ToString();
    }

    private static byte[] Png(ImageDataset images, int index)
    {
        byte[] pixels = [.. images.Pixels(index).ToArray().Select(ink => (byte)(Paper * (255 - ink) / 255))];
        using MemoryStream png = new();
        new Image(images.ImageHeight, images.ImageWidth, 1, pixels).Save(png);
        return png.ToArray();
    }
}
