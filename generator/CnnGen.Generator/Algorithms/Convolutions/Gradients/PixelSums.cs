using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// dBias[oc] += Σ dOut[oh, ow, oc] over the pixels. Each row is summed by itself, since the rounding of a sum grows with its length.
/// </summary>
internal static class PixelSums
{
    // Sums that run beside each other, so that an addition need not wait for the one before.
    private const int Vectors = 4;

    public static void Lower(LoopBuilder b, int lanes, BufferLayout output)
    {
        b.Remark("dBias[oc] += Σ dOut[oh, ow, oc]");
        foreach (ChannelTiles run in ChannelTiles.Cut(output.Shape.Channels, lanes, Vectors))
        {
            b.For("tile", run.Count, tile => b.Scope(() =>
            {
                IndexExpression channel = (tile * (run.Vectors * lanes)) + run.FirstChannel;
                Local[] sums = b.Series("sum", run.Vectors, v => new LoadVector("dBias", channel + (v * lanes)));
                AddRows(b, lanes, output, sums, channel);
                for (int v = 0; v < run.Vectors; v++)
                {
                    b.Add(new StoreVector("dBias", channel + (v * lanes), sums[v], run.Lanes(v, lanes)));
                }
            }));
        }
    }

    /// <summary>The same over the images of a batch; a tile of channels is a task.</summary>
    /// <returns>How many.</returns>
    public static int OverImages(LoopBuilder b, int lanes, BufferLayout output, int imageStride, int firstTask)
    {
        b.Remark("dBias[oc] += Σ dOut[n, oh, ow, oc]");
        int tasks = 0;
        foreach (ChannelTiles run in ChannelTiles.Cut(output.Shape.Channels, lanes, Vectors))
        {
            b.ForTasksFrom("tile", firstTask + tasks, 0, run.Count, 1, tile => b.Scope(() =>
            {
                IndexExpression channel = (tile * (run.Vectors * lanes)) + run.FirstChannel;
                Local[] sums = b.Series("sum", run.Vectors, v => new LoadVector("dBias", channel + (v * lanes)));
                b.ForRuntime("n", 0, IndexExpression.Of("count"), 1, n => AddRows(b, lanes, output, sums, (n * imageStride) + channel));
                for (int v = 0; v < run.Vectors; v++)
                {
                    b.Add(new StoreVector("dBias", channel + (v * lanes), sums[v], run.Lanes(v, lanes)));
                }
            }));
            tasks += run.Count;
        }

        return tasks;
    }

    private static void AddRows(LoopBuilder b, int lanes, BufferLayout output, Local[] sums, IndexExpression channel) =>
        b.For("oh", output.Shape.Height, oh => b.Scope(() =>
        {
            Local[] rows = output.Shape.Width == 1 ? sums : b.Series("row", sums.Length, _ => new Splat(new Number(0)));
            b.For("ow", output.Shape.Width, ow =>
            {
                for (int v = 0; v < rows.Length; v++)
                {
                    b.Assign(rows[v], new Binary(BinaryOperation.Add, rows[v], new LoadVector("dOutput", output.At(oh, ow, channel + (v * lanes)))));
                }
            });
            for (int v = 0; v < sums.Length && rows != sums; v++)
            {
                b.Assign(sums[v], new Binary(BinaryOperation.Add, sums[v], rows[v]));
            }
        }));
}
