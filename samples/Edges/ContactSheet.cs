using CnnGen;
using CnnGen.Samples;

namespace Edges;

/// <summary>All steps of all pictures on one sheet, as SVG: a picture's steps are a table with a row for each kernel.</summary>
internal sealed class ContactSheet
{
    private const int Tile = 128;
    private const int Gap = 10;
    private const int Margin = 28;
    private const int BetweenPictures = 44;
    private const int TitleHeight = 40;
    private const int HeadHeight = 18;
    private const int CaptionHeight = 14;
    private const int Columns = 6;
    private const int KernelCell = 36;
    private const int LegendLine = 21;
    private const string Frame = "#94a3b8";
    private const string Ink = "#334155";

    private const int SectionWidth = (Columns * (Tile + Gap)) - Gap;
    private const int SectionHeight = TitleHeight + Tile + HeadHeight + Gap + (EdgeKernels.Count * (Tile + Gap));

    private readonly SvgDocument _svg;
    private int _left = Margin;

    public ContactSheet(int pictures) =>
        _svg = new SvgDocument((2 * Margin) + (pictures * (SectionWidth + BetweenPictures)) - BetweenPictures, SectionHeight + (2 * Margin));

    /// <summary>The sheet.</summary>
    public override string ToString() => _svg.ToString();

    /// <summary>Adds the table of one picture to the right of the last.</summary>
    /// <param name="name">What stands above it.</param>
    /// <param name="picture">The picture itself.</param>
    /// <param name="steps">File names of the steps, and what is drawn of each: a picture a kernel.</param>
    public void Add(string name, Image picture, IReadOnlyList<(string Step, Image[] Planes)> steps)
    {
        int top = Margin;
        _svg.Text(_left, top + 22, $"{name}, {picture.Height}×{picture.Width}×{picture.Channels}", 22, Ink, isBold: true);
        top += TitleHeight;
        Put(picture, top, _left);
        Legend(top, _left + Tile + Gap);
        top += Tile + Gap;
        Head("kernel", top, column: 0);
        for (int step = 0; step < steps.Count; step++)
        {
            Head(steps[step].Step.Replace('-', ' '), top, step + 1);
        }

        top += HeadHeight;
        for (int kernel = 0; kernel < EdgeKernels.Count; kernel++, top += Tile + Gap)
        {
            Kernel(kernel, top);
            for (int step = 0; step < steps.Count; step++)
            {
                Put(steps[step].Planes[kernel], top, Left(step + 1));
            }
        }

        _left += SectionWidth + BetweenPictures;
    }

    private void Legend(int top, int left)
    {
        string[] lines =
        [
            "Kernels of 3×3 for each channel.",
            "",
            "Convolution: grey is 0, bright is more, dark is less.",
            "After ReLU: black is 0.",
            "",
            "Pools of 2×2 read what ReLU leaves.",
        ];
        for (int line = 0; line < lines.Length; line++)
        {
            _svg.Text(left, top + 18 + (line * LegendLine), lines[line], 15, Ink);
        }
    }

    private void Head(string text, int top, int column) => _svg.Text(Left(column), top + 11, text, 12, Ink, isBold: true);

    private void Put(Image picture, int top, int left)
    {
        using MemoryStream png = new();
        picture.Resize(Tile, Tile).Save(png);
        _svg.Picture(left, top, Tile, Tile, png.GetBuffer().AsSpan(0, (int)png.Length));
    }

    /// <summary>A kernel's numbers as shades around the middle grey, which is zero, and its name.</summary>
    private void Kernel(int kernel, int top)
    {
        float[] values = EdgeKernels.Values(kernel, channel: 0);
        float largest = values.Max(Math.Abs);
        _svg.Rectangle(Left(0), top + CaptionHeight, (3 * KernelCell) + 2, (3 * KernelCell) + 2, Frame);
        for (int i = 0; i < values.Length; i++)
        {
            byte shade = (byte)Math.Round(127.5 + (127.5 * values[i] / largest));
            _svg.Rectangle(
                Left(0) + 1 + (i % 3 * KernelCell),
                top + CaptionHeight + 1 + (i / 3 * KernelCell),
                KernelCell,
                KernelCell,
                $"#{shade:x2}{shade:x2}{shade:x2}");
        }

        _svg.Text(Left(0), top + 10, EdgeKernels.Names[kernel].Replace('-', ' '), 12, Ink);
    }

    private int Left(int column) => _left + (column * (Tile + Gap));
}
