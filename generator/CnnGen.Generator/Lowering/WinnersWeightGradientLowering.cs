using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;
using CnnGen.Geometry;

namespace CnnGen.Generator.Lowering;

/// <summary>
/// The loops of <see cref="WinnersWeightGradient"/>. Sums of a micro-batch are kept as [oc][kh][(kw, ic)], the last rounded up to vectors:
/// a row of a window is one run of the input.
/// </summary>
internal static class WinnersWeightGradientLowering
{
    public static void Lower(NodeLowering node, WinnersWeightGradient algorithm)
    {
        LoopBuilder b = new();
        int lanes = node.Lanes;
        (WindowAxis vertical, WindowAxis horizontal, int oc, bool hasBias) = algorithm.Operator.Fused.Convolution;
        MaxPool pool = algorithm.Operator.Fused.Pool!;
        BufferLayout input = node.InputLayout(0);
        BufferLayout dPooled = node.InputLayout(1);
        BufferLayout winners = BufferLayout.ChannelsLast(dPooled.Shape, default);
        int ic = input.Shape.Channels;
        int vectors = ((horizontal.F * ic) + lanes - 1) / lanes;
        int width = vectors * lanes;
        b.For("oc", oc, o =>
        {
            foreach (List<(int Row, int Vector)> group in PatchGroups.Of(vertical.F, vectors, node.Target))
            {
                b.Scope(() =>
                {
                    foreach ((int row, int vector) in group)
                    {
                        b.Declare("sum", LocalType.Vector, new LoadVector("dWeight", (o * (vertical.F * width)) + (row * width) + (vector * lanes)), row, vector);
                    }

                    b.For("ph", dPooled.Shape.Height, ph => b.For("pw", dPooled.Shape.Width, pw => b.Scope(() =>
                    {
                        (IndexExpression r, IndexExpression c) = WinnerPlace.Read(b, winners.At(ph, pw, o));
                        Local g = b.Declare("g", LocalType.Vector, new Splat(new LoadElement("dOutput", dPooled.At(ph, pw, o))));
                        IndexExpression at = input.At((ph * pool.Vertical.S) - vertical.Before, (pw * pool.Horizontal.S) - horizontal.Before, 0)
                            + (r * input.RowStride) + (c * input.PixelStride);
                        string window = b.Pointer("window", "input", at);
                        foreach ((int row, int vector) in group)
                        {
                            Local sum = new("sum", LocalType.Vector, [row, vector]);
                            b.Assign(sum, new MultiplyAdd(g, new LoadVector(window, (row * input.RowStride) + (vector * lanes)), sum));
                        }
                    })));
                    foreach ((int row, int vector) in group)
                    {
                        b.Add(new StoreVector(
                            "dWeight", (o * (vertical.F * width)) + (row * width) + (vector * lanes), new Local("sum", LocalType.Vector, [row, vector]), lanes));
                    }
                });
            }
        });

        int sums = node.DefineBuffer(node.Node.Name, oc * vertical.F * width, perImage: false, isGradientSum: true);
        node.UnpackGradient(sums, new PackStep(
            $"{algorithm.Operator.Tensors[0].Name}: [oc, kh, kw, ic] → [oc, ic, kh, kw]",
            node.Parameter(algorithm.Operator.Tensors[0]),
            0,
            [oc, ic, vertical.F, horizontal.F],
            [ic * vertical.F * horizontal.F, vertical.F * horizontal.F, horizontal.F, 1],
            [vertical.F * width, 1, width, ic]));
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Integers("winners", node.WinnersOf(2))
            .Floats("dWeight", new BufferArgument(sums, 0));
        if (hasBias)
        {
            PixelSums.Lower(b, lanes, dPooled);
            signature.Floats("dBias", new RegionArgument(Region.Gradient, node.Parameter(algorithm.Operator.Tensors[1]), 0));
        }

        signature.Call(node, lanes, b, LayerComments.Of(
            node, "dWeight[oc, ic, kh, kw] += Σ dOut[ph, pw, oc] · in[h + kh, w + kw, ic], where (h, w) is the corner of the window that won (ph, pw, oc)"));
    }
}
