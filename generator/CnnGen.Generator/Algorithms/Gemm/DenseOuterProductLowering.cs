using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Gemm;

/// <summary>The loops of <see cref="DenseOuterProduct"/>.</summary>
internal static class DenseOuterProductLowering
{
    public static void Lower(NodeLowering node, DenseOuterProduct algorithm)
    {
        LoopBuilder b = new(node.IsWholeBatch);
        int lanes = node.Lanes;
        int inputs = node.InputShape(0).Length;
        int units = node.InputShape(1).Length;
        int firstTask = 0;
        foreach (ChannelTiles run in ChannelTiles.Cut(inputs, lanes, algorithm.Tile.Vectors))
        {
            foreach ((int start, int end, int rows) in Segments.Cut(units, algorithm.Tile.Columns))
            {
                int before = firstTask;
                int tasksOfTile = (end - start) / rows;
                firstTask += run.Count * tasksOfTile;
                b.For("tile", run.Count, tile => b.ForTasksFrom("o", (tile * tasksOfTile) + before, start, end, rows, o => b.Scope(() =>
                {
                    IndexExpression first = (tile * (run.Vectors * lanes)) + run.FirstChannel;
                    string w = b.Pointer("w", "dWeight", (o * inputs) + first);
                    b.Unroll("m", rows, m => b.Unroll("v", run.Vectors, v =>
                        b.Declare("sum", LocalType.Vector, new LoadVector(w, (m * inputs) + (v * lanes)), m, v)));
                    b.ForRuntime("n", 0, IndexExpression.Of("count"), 1, n =>
                    {
                        b.Unroll(
                            "v",
                            run.Vectors,
                            v => b.Declare(
                                "x",
                                LocalType.Vector,
                                new LoadVector("input", (n * node.InputImageStride(0)) + first + (v * lanes) + node.InputLayout(0).Origin),
                                v));
                        b.Unroll("m", rows, m =>
                        {
                            Local g =
                                b.Declare(
                                    "g",
                                    LocalType.Vector,
                                    new Splat(new LoadElement("dOutput", (n * node.InputImageStride(1)) + o + m + node.InputLayout(1).Origin)),
                                    m);
                            b.Unroll("v", run.Vectors, v =>
                            {
                                Local sum = new("sum", LocalType.Vector, [m, v]);
                                b.Assign(sum, new MultiplyAdd(g, new Local("x", LocalType.Vector, [v]), sum));
                            });
                        });
                    });
                    for (int m = 0; m < rows; m++)
                    {
                        for (int v = 0; v < run.Vectors; v++)
                        {
                            b.Add(new StoreVector(w, (m * inputs) + (v * lanes), new Local("sum", LocalType.Vector, [m, v]), run.Lanes(v, lanes)));
                        }
                    }
                })));
            }
        }

        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("dWeight", node.Gradient(algorithm.Operator.Tensors[0]));
        if (algorithm.Operator.Tensors.Count > 1)
        {
            firstTask += BiasSum(b, lanes, units, node.InputImageStride(1), node.InputLayout(1).Origin, firstTask);
            signature.Floats("dBias", node.Gradient(algorithm.Operator.Tensors[1]));
        }

        signature
            .OverImages(node, firstTask)
            .Call(
                node,
                lanes,
                b,
                LayerComments.Of(node, "dWeight[o, i] += Σ dOut[n, o] · in[n, i], dBias[o] += Σ dOut[n, o], over the images n"),
                eachImage: false);
    }

    private static int BiasSum(LoopBuilder b, int lanes, int units, int stride, int origin, int firstTask)
    {
        int tiles = 0;
        foreach (ChannelTiles run in ChannelTiles.Cut(units, lanes, 1))
        {
            b.ForTasksFrom("tile", firstTask + tiles, 0, run.Count, 1, tile => b.Scope(() =>
            {
                IndexExpression at = (tile * lanes) + run.FirstChannel;
                Local sum = b.Declare("sum", LocalType.Vector, new LoadVector("dBias", at));
                b.ForRuntime("n", 0, IndexExpression.Of("count"), 1, n =>
                    b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadVector("dOutput", (n * stride) + at + origin))));
                b.Add(new StoreVector("dBias", at, sum, run.Lanes(0, lanes)));
            }));
            tiles += run.Count;
        }

        return tiles;
    }
}
