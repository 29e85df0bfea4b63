using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>A value from one layout into another.</summary>
internal static class CopyLayout
{
    // What the library exchanges at a time.
    private const int LeastColumns = 4;

    /// <summary>The kernel.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lanes">Lanes of its vectors.</param>
    /// <param name="from">Where the value stands.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="what">Its comment.</param>
    /// <param name="unrollLimit">Elements of a loop that is written out, if a schedule says so.</param>
    public static Kernel Lower(string name, int lanes, BufferLayout from, BufferLayout to, string what, int? unrollLimit = null) => new(
        name,
        [what + "."],
        Body(lanes, from, to, unrollLimit, isParallel: false).Code(
            lanes,
            [new KernelParameter("input", ParameterType.FloatPointer), new KernelParameter("output", ParameterType.FloatPointer)]));

    /// <summary>The loops, from <c>input</c> to <c>output</c>.</summary>
    /// <param name="lanes">Lanes of the vectors.</param>
    /// <param name="from">Where the value stands.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="unrollLimit">Elements of a loop that is written out, if a schedule says so.</param>
    /// <param name="isParallel">Whether threads divide the rows, which are tasks then.</param>
    public static LoopBuilder Body(int lanes, BufferLayout from, BufferLayout to, int? unrollLimit, bool isParallel)
    {
        LoopBuilder b = new(isParallel);
        (int height, int width, int channels) = from.Shape;
        bool rowsMatch = from.IsChannelsLast && to.IsChannelsLast;
        bool columnsMatch = (from.PixelStride == 1 || width == 1) && (to.PixelStride == 1 || width == 1);
        if (!isParallel && rowsMatch && from.RowStride == width * channels && to.RowStride == width * channels)
        {
            CopyRun(b, lanes, from.Origin, to.Origin, height * width * channels);
        }
        else if (rowsMatch)
        {
            b.ForTasks("row", 0, height, row => CopyRun(b, lanes, from.At(row, 0, 0), to.At(row, 0, 0), width * channels));
        }
        else if (columnsMatch)
        {
            b.For("c", channels, c => b.ForTasks("row", 0, height, row => CopyRun(b, lanes, from.At(row, 0, c), to.At(row, 0, c), width)));
        }
        else if (lanes > 1 && from.PixelStride == 1 && to.ChannelStride == 1 && width >= LeastColumns)
        {
            b.ForTasks("row", 0, height, row => b.Add(new CallLibrary(
                "Planes.ToChannelsLast",
                [
                    new AddressOf("input", from.At(row, 0, 0)),
                    Index(from.ChannelStride),
                    new AddressOf("output", to.At(row, 0, 0)),
                    Index(to.PixelStride),
                    Index(channels),
                    Index(width)
                ])));
        }
        else
        {
            b.ForTasks("row", 0, height, row => b.For("column", width, column => ShortLoop.Write(b, lanes, "c", channels, unrollLimit, c =>
                b.Add(new StoreElement("output", to.At(row, column, c), new LoadElement("input", from.At(row, column, c)))))));
        }

        return b;
    }

    private static IndexValue Index(int value) => new(value);

    /// <summary>
    /// Whole vectors, of which the last one may repeat values of the one before; element by element only where there is no whole one. Neither side is touched
    /// past its end.
    /// </summary>
    private static void CopyRun(LoopBuilder b, int lanes, IndexExpression from, IndexExpression to, int length)
    {
        int whole = length / lanes * lanes;
        b.For("i", whole, i => b.Add(new StoreVector("output", to + i, new LoadVector("input", from + i), lanes)), lanes);
        if (whole == 0)
        {
            b.For("i", length, i => b.Add(new StoreElement("output", to + i, new LoadElement("input", from + i))));
        }
        else if (whole < length)
        {
            b.Add(new StoreVector("output", to + (length - lanes), new LoadVector("input", from + (length - lanes)), lanes));
        }
    }
}
