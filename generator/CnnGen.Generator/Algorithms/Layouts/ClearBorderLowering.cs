using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Zeros around a value, which a padded window reads. The arena is shared, so they are written each time.</summary>
internal static class ClearBorderLowering
{
    /// <summary>The kernel, and its tasks where threads divide it: what is between two rows, what is above the first one, and what is below the last.</summary>
    public static (Kernel Kernel, int Tasks) Lower(string name, int lanes, BufferLayout layout, bool isParallel)
    {
        LoopBuilder b = new(isParallel);
        (int height, int width, int channels) = layout.Shape;
        Border border = layout.Border;
        bool channelsFirst = layout.ChannelStride != 1;
        int left = border.Left * layout.PixelStride;
        int row = width * layout.PixelStride;
        int start = layout.Origin - (border.Top * layout.RowStride) - left;
        int end = layout.Origin + ((height + border.Bottom) * layout.RowStride) - left;
        int afterLastRow = layout.Origin + ((height - 1) * layout.RowStride) + row;

        // What is right of a row and what is left of the next one are neighbours.
        int between = layout.RowStride == row ? 0 : height - 1;
        b.For("c", channelsFirst ? channels : 1, c =>
        {
            IndexExpression plane = c * (channelsFirst ? layout.ChannelStride : 0);
            b.ForTasks("row", 0, between, r => Clear(b, "between", lanes, plane + (r * layout.RowStride) + (layout.Origin + row), layout.RowStride - row));
            b.ForTasks("first", between, between + 1, _ => Clear(b, "above", lanes, plane + start, layout.Origin - start));
            b.ForTasks("last", between + 1, between + 2, _ => Clear(b, "below", lanes, plane + afterLastRow, end - afterLastRow));
        });
        List<KernelParameter> parameters = [new("output", ParameterType.FloatPointer)];
        if (isParallel)
        {
            parameters.Add(new KernelParameter(Kernel.FirstTask, ParameterType.Integer));
            parameters.Add(new KernelParameter(Kernel.EndTask, ParameterType.Integer));
        }

        Kernel kernel = new(
            KernelNames.Of(name, "ClearBorder"),
            [$"{name}: the zeros around its {layout.Shape}, which the padded windows of the next layer read."],
            new KernelCode(lanes, parameters.ToEquatableArray(), b.Statements));
        return (kernel, isParallel ? between + 2 : 0);
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
