using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Zeros around a value, which a padded window reads. The arena is shared, so they are written each time.</summary>
internal static class ClearBorderLowering
{
    public static Kernel Lower(string name, int lanes, BufferLayout layout)
    {
        LoopBuilder b = new();
        (int height, int width, int channels) = layout.Shape;
        Border border = layout.Border;
        bool channelsFirst = layout.ChannelStride != 1;
        int left = border.Left * layout.PixelStride;
        int row = width * layout.PixelStride;
        int start = layout.Origin - (border.Top * layout.RowStride) - left;
        int end = layout.Origin + ((height + border.Bottom) * layout.RowStride) - left;
        int afterLastRow = layout.Origin + ((height - 1) * layout.RowStride) + row;
        b.For("c", channelsFirst ? channels : 1, c =>
        {
            IndexExpression plane = c * (channelsFirst ? layout.ChannelStride : 0);
            Clear(b, "above", lanes, plane + start, layout.Origin - start);

            // What is right of a row and what is left of the next one are neighbours.
            b.For("row", layout.RowStride == row ? 0 : height - 1, r =>
                Clear(b, "between", lanes, plane + (r * layout.RowStride) + (layout.Origin + row), layout.RowStride - row));
            Clear(b, "below", lanes, plane + afterLastRow, end - afterLastRow);
        });
        return new Kernel(
            KernelNames.Of(name, "ClearBorder"),
            [$"{name}: the zeros around its {layout.Shape}, which the padded windows of the next layer read."],
            new KernelCode(lanes, [new KernelParameter("output", ParameterType.FloatPointer)], b.Statements));
    }

    private static void Clear(LoopBuilder b, string variable, int lanes, IndexExpression start, int length)
    {
        int whole = length / lanes * lanes;
        b.For(variable, whole, i => b.Add(new StoreVector("output", start + i, new Splat(0f), lanes)), lanes);
        if (length > whole)
        {
            b.Add(new StoreVector("output", start + whole, new Splat(0f), length - whole));
        }
    }
}
