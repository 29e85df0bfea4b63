using CnnGen.Generator.Loops;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>A value from one layout into another.</summary>
internal static class CopyLayout
{
    public static Kernel Lower(string name, int lanes, BufferLayout from, BufferLayout to, string what)
    {
        LoopBuilder b = new();
        (int height, int width, int channels) = from.Shape;
        bool rowsMatch = from.IsChannelsLast && to.IsChannelsLast;
        bool columnsMatch = (from.PixelStride == 1 || width == 1) && (to.PixelStride == 1 || width == 1);
        if (rowsMatch && from.RowStride == width * channels && to.RowStride == width * channels)
        {
            CopyRun(b, lanes, from.Origin, to.Origin, height * width * channels);
        }
        else if (rowsMatch)
        {
            b.For("row", height, row => CopyRun(b, lanes, from.At(row, 0, 0), to.At(row, 0, 0), width * channels));
        }
        else if (columnsMatch)
        {
            b.For("c", channels, c => b.For("row", height, row => CopyRun(b, lanes, from.At(row, 0, c), to.At(row, 0, c), width)));
        }
        else
        {
            b.For("row", height, row => b.For("column", width, column => ShortLoop.Write(b, lanes, "c", channels, c =>
                b.Add(new StoreElement("output", to.At(row, column, c), new LoadElement("input", from.At(row, column, c)))))));
        }

        return new Kernel(
            name,
            [what + "."],
            new KernelCode(lanes, [new KernelParameter("input", ParameterType.FloatPointer), new KernelParameter("output", ParameterType.FloatPointer)], b.Statements));
    }

    /// <summary>Whole vectors, then element by element: neither side is touched past its end.</summary>
    private static void CopyRun(LoopBuilder b, int lanes, IndexExpression from, IndexExpression to, int length)
    {
        int whole = length / lanes * lanes;
        b.For("i", whole, i => b.Add(new StoreVector("output", to + i, new LoadVector("input", from + i), lanes)), lanes);
        b.For("i", whole, length, 1, i => b.Add(new StoreElement("output", to + i, new LoadElement("input", from + i))));
    }
}
