using CnnGen.Generator.Loops;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Zeros around a value, which a padded window reads. The arena is shared, so they are written each time.</summary>
internal static class ClearBorder
{
    public static Kernel Lower(string name, int lanes, BufferLayout layout)
    {
        LoopBuilder b = new();
        (int height, int width, int channels) = layout.Shape;
        Border border = layout.Border;
        bool channelsFirst = layout.ChannelStride != 1;
        int planes = channelsFirst ? channels : 1;
        int pixel = channelsFirst ? 1 : channels;
        b.For("c", planes, c =>
        {
            IndexExpression plane = c * (channelsFirst ? layout.ChannelStride : 0);
            Clear(b, "above", lanes, plane + (layout.Origin - (border.Top * layout.RowStride) - (border.Left * layout.PixelStride)), border.Top * layout.RowStride);
            int below = layout.Origin + (height * layout.RowStride) - (border.Left * layout.PixelStride);
            Clear(b, "below", lanes, plane + below, border.Bottom * layout.RowStride);
            if (border.Left + border.Right > 0)
            {
                b.For("row", height, row =>
                {
                    IndexExpression start = plane + (row * layout.RowStride) + layout.Origin;
                    Clear(b, "left", lanes, start - (border.Left * layout.PixelStride), border.Left * pixel);
                    Clear(b, "right", lanes, start + (width * layout.PixelStride), border.Right * pixel);
                });
            }
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
