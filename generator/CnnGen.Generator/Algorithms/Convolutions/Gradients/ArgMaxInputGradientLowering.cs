using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The loops of <see cref="ArgMaxInputGradient"/>. All windows that may win a pooled pixel lie in one patch of the input. Kernels are packed
/// once for each column a winner may stand in, with rows of zeros above and below for the rows, so that adding a winner's kernel at its
/// place is the same straight line of multiply-adds for every place: [column][oc][row][(kw, ic)].
/// </summary>
internal static class ArgMaxInputGradientLowering
{
    public static void Lower(NodeLowering node, ArgMaxInputGradient algorithm)
    {
        LoopBuilder b = new();
        int lanes = node.Lanes;
        (WindowAxis vertical, WindowAxis horizontal, int oc, _) = algorithm.Operator.Fused.Convolution;
        MaxPool pool = algorithm.Operator.Fused.Pool!;
        BufferLayout dPooled = node.InputLayout(0);
        BufferLayout dInput = node.OutputLayout;
        BufferLayout winners = node.ArgMaxLayoutOf(1);
        int ic = dInput.Shape.Channels;
        int patchRows = vertical.F + pool.Vertical.F - 1;
        int patchRow = (horizontal.F + pool.Horizontal.F - 1) * ic;
        int vectors = (patchRow + lanes - 1) / lanes;
        int width = vectors * lanes;
        int zeroRows = pool.Vertical.F - 1;
        int kernel = (vertical.F + (2 * zeroRows)) * width;
        int weights = node.ReservePacked(pool.Horizontal.F * oc * kernel);
        for (int column = 0; column < pool.Horizontal.F; column++)
        {
            node.Pack(new PackStep(
                FormattableString.Invariant($"{algorithm.Operator.Weight.Name} [oc, ic, kh, kw] → [oc, kh, kw, ic], for winners in column {column}"),
                node.Parameter(algorithm.Operator.Weight),
                weights + (column * oc * kernel) + (zeroRows * width) + (column * ic),
                [oc, ic, vertical.F, horizontal.F],
                [ic * vertical.F * horizontal.F, vertical.F * horizontal.F, horizontal.F, 1],
                [kernel, 1, width, ic]));
        }

        Fill.Zero(b, lanes, "dInput", dInput.Length);
        b.For("ph", dPooled.Shape.Height, ph => b.For("pw", dPooled.Shape.Width, pw => b.Scope(() =>
        {
            string patch = b.Pointer("patch", "dInput", dInput.At((ph * pool.Vertical.S) - vertical.Before, (pw * pool.Horizontal.S) - horizontal.Before, 0));
            foreach (List<(int Row, int Vector)> group in PatchGroups.Of(patchRows, vectors, node.Target))
            {
                b.Scope(() =>
                {
                    foreach ((int row, int vector) in group)
                    {
                        b.Declare("sum", LocalType.Vector, new LoadVector(patch, (row * dInput.RowStride) + (vector * lanes)), row, vector);
                    }

                    b.For("oc", oc, o => b.Scope(() =>
                    {
                        (IndexExpression r, IndexExpression c) = ArgMaxIndex.Read(b, pool, winners.At(ph, pw, o));
                        Local g = b.Declare("g", LocalType.Vector, new Splat(new LoadElement("dOutput", dPooled.At(ph, pw, o))));
                        string shifted = b.Pointer("shifted", "weights", (c * (oc * kernel)) + (o * kernel) - (r * width) + (zeroRows * width));
                        foreach ((int row, int vector) in group)
                        {
                            Local sum = new("sum", LocalType.Vector, [row, vector]);
                            b.Assign(sum, new MultiplyAdd(g, new LoadVector(shifted, (row * width) + (vector * lanes)), sum));
                        }
                    }));
                    foreach ((int row, int vector) in group)
                    {
                        int count = Math.Min(lanes, patchRow - (vector * lanes));
                        b.Add(new StoreVector(patch, (row * dInput.RowStride) + (vector * lanes), new Local("sum", LocalType.Vector, [row, vector]), count));
                    }
                });
            }
        })));

        new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Integers("argmax", node.ArgMaxOf(1))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(
                node,
                "dIn[h + kh, w + kw, ic] += Σ dOut[ph, pw, oc] · weight[oc, ic, kh, kw], where (h, w) is the corner of the window that won (ph, pw, oc)"));
    }
}
