using CnnGen;

namespace Edges;

/// <summary>All steps of all pictures on one sheet: a picture's steps are a table with a row for each kernel.</summary>
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
    private const byte Frame = 0x94;

    private const int SectionWidth = (Columns * (Tile + Gap)) - Gap;
    private const int SectionHeight = TitleHeight + Tile + HeadHeight + Gap + (EdgeKernels.Count * (Tile + Gap));

    private readonly Canvas _canvas;
    private int _left = Margin;

    public ContactSheet(int pictures) =>
        _canvas = new Canvas(SectionHeight + (2 * Margin), (2 * Margin) + (pictures * (SectionWidth + BetweenPictures)) - BetweenPictures);

    public Image Picture => _canvas.Picture;

    /// <summary>Adds the table of one picture to the right of the last.</summary>
    /// <param name="name">What stands above it.</param>
    /// <param name="picture">The picture itself.</param>
    /// <param name="steps">File names of the steps, and what is drawn of each: a picture a kernel.</param>
    public void Add(string name, Image picture, IReadOnlyList<(string Step, Image[] Planes)> steps)
    {
        int top = Margin;
        _canvas.Text($"{name.ToUpperInvariant()} {picture.Height}×{picture.Width}×{picture.Channels}", top, _left, scale: 3);
        top += TitleHeight;
        _canvas.Put(picture.Resize(Tile, Tile), top, _left);
        Legend(top, _left + Tile + Gap);
        top += Tile + Gap;
        Head("KERNEL", top, column: 0);
        for (int step = 0; step < steps.Count; step++)
        {
            Head(steps[step].Step.Replace('-', ' ').ToUpperInvariant(), top, step + 1);
        }

        top += HeadHeight;
        for (int kernel = 0; kernel < EdgeKernels.Count; kernel++, top += Tile + Gap)
        {
            Kernel(kernel, top);
            for (int step = 0; step < steps.Count; step++)
            {
                Image plane = steps[step].Planes[kernel];
                _canvas.Put(plane.Resize(Tile, Tile), top, Left(step + 1));
            }
        }

        _left += SectionWidth + BetweenPictures;
    }

    private void Legend(int top, int left)
    {
        string[] lines =
        [
            "KERNELS OF 3×3 FOR EACH CHANNEL",
            "",
            "CONVOLUTION: GREY IS 0, BRIGHT IS MORE, DARK IS LESS",
            "AFTER RELU: BLACK IS 0",
            "",
            "POOLS OF 2×2 READ WHAT RELU LEAVES",
        ];
        for (int line = 0; line < lines.Length; line++)
        {
            _canvas.Text(lines[line], top + 4 + (line * LegendLine), left, scale: 2);
        }
    }

    private void Head(string text, int top, int column) => _canvas.Text(text, top, Left(column), scale: 1);

    /// <summary>A kernel's numbers as shades around the middle grey, which is zero, and its name.</summary>
    private void Kernel(int kernel, int top)
    {
        float[] values = EdgeKernels.Values(kernel, channel: 0);
        float largest = values.Max(Math.Abs);
        _canvas.Rectangle(top + CaptionHeight, Left(0), (3 * KernelCell) + 2, (3 * KernelCell) + 2, Frame);
        for (int i = 0; i < values.Length; i++)
        {
            byte shade = (byte)Math.Round(127.5 + (127.5 * values[i] / largest));
            _canvas.Rectangle(top + CaptionHeight + 1 + (i / 3 * KernelCell), Left(0) + 1 + (i % 3 * KernelCell), KernelCell, KernelCell, shade);
        }

        _canvas.Text(EdgeKernels.Names[kernel].Replace('-', ' ').ToUpperInvariant(), top, Left(0), scale: 1);
    }

    private int Left(int column) => _left + (column * (Tile + Gap));
}
