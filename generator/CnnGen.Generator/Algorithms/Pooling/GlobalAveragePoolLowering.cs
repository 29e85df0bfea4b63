using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The loops of <see cref="GlobalAveragePoolSums"/>: tiles of channels, rows, columns.</summary>
internal static class GlobalAveragePoolLowering
{
    public static void Lower(NodeLowering node, GlobalAveragePoolSums algorithm)
    {
        LoopBuilder b = new();
        int lanes = algorithm.Lanes;
        (int height, int width, int channels) = node.InputShape(0);
        BufferLayout input = node.InputLayout(0);
        foreach (ChannelTiles tiles in ChannelTiles.Cut(channels, lanes, algorithm.Vectors))
        {
            b.For("tile", tiles.Count, tile => b.Scope(() =>
            {
                IndexExpression channel = (tile * (tiles.Vectors * lanes)) + tiles.FirstChannel;
                b.Unroll("v", tiles.Vectors, v => b.Declare("total", LocalType.Vector, new Splat(0f), v));
                b.For("row", height, row => b.Scope(() =>
                {
                    b.Unroll("v", tiles.Vectors, v => b.Declare("sum", LocalType.Vector, new Splat(0f), v));
                    b.For("column", width, column => b.Unroll("v", tiles.Vectors, v =>
                        Accumulate(b, "sum", v, new LoadVector("input", input.At(row, column, channel + (v * lanes))))));
                    b.Unroll("v", tiles.Vectors, v => Accumulate(b, "total", v, new Local("sum", LocalType.Vector, [v])));
                }));
                for (int v = 0; v < tiles.Vectors; v++)
                {
                    Expression result = new Local("total", LocalType.Vector, [v]);
                    if (algorithm.IsMean)
                    {
                        result = new Binary(BinaryOperation.Multiply, result, new Splat(1f / (height * width)));
                    }

                    b.Add(new StoreVector("output", node.OutputLayout.At(0, 0, channel + (v * lanes)), result, tiles.Lanes(v, lanes)));
                }
            }));
        }

        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(
                node,
                lanes,
                b,
                LayerComments.Of(node, algorithm.IsMean ? "out[c] = mean over ih, iw of in[ih, iw, c]" : "out[c] = Σ in[ih, iw, c] over ih, iw"));
    }

    private static void Accumulate(LoopBuilder b, string name, IndexExpression v, Expression value)
    {
        Local sum = new(name, LocalType.Vector, [v]);
        b.Assign(sum, new Binary(BinaryOperation.Add, sum, value));
    }
}
