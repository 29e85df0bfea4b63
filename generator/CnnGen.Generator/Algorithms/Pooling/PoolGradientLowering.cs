using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The loops of <see cref="MaxPoolGradientByRegions"/> and <see cref="AveragePoolGradientByRegions"/>.</summary>
internal static class PoolGradientLowering
{
    public static void Lower(NodeLowering node, WindowPool pool, int lanes)
    {
        LoopBuilder b = new();
        bool overlaps = Overlaps(pool.Vertical) || Overlaps(pool.Horizontal);
        if (overlaps || LeavesGaps(pool.Vertical) || LeavesGaps(pool.Horizontal))
        {
            Fill.Zero(b, lanes, "dInput", node.OutputLayout.Length);
        }

        int pooled = node.Node.Inputs.Count - 1;
        KernelSignature signature = new();
        if (pool is not AveragePool)
        {
            signature.Integers("winners", node.ArgMaxOf(0));
        }

        PoolWindows windows = new(pool, node.OutputLayout, node.InputLayout(pooled), lanes);
        windows.Loop(b, window =>
        {
            Expression gradient = new LoadVector("dOutput", window.PooledAt);
            Local? winner = null;
            if (pool is AveragePool average)
            {
                gradient = new Binary(BinaryOperation.Multiply, gradient, new Splat(1f / PoolLowering.Divisor(average, window)));
            }
            else
            {
                winner = b.Declare("winner", LocalType.IntegerVector, new LoadIntegerVector("winners", window.ArgMaxAt));
            }

            Local d = b.Declare("d", LocalType.Vector, gradient);
            windows.Taps(b, window, tap =>
            {
                Expression share = winner is null ? d : new SelectEqual(winner, new SplatInteger(tap.Code(pool)), d, new Splat(0f));
                Expression sum = overlaps ? new Binary(BinaryOperation.Add, new LoadVector("dInput", tap.At), share) : share;
                b.Add(new StoreVector("dInput", tap.At, sum, window.Count));
            });
        });
        signature
            .Floats("dOutput", node.Input(pooled))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, Formula(pool)));
    }

    public static string Formula(WindowPool pool)
    {
        string place = $"dInput[{LayerComments.WindowIndex("oh", pool.Vertical, "kh")}, {LayerComments.WindowIndex("ow", pool.Horizontal, "kw")}, c]";
        return pool is AveragePool
            ? $"{place} += dOutput[oh, ow, c] / pixels of the window"
            : $"{place} += dOutput[oh, ow, c] for the kh, kw that won";
    }

    private static bool Overlaps(WindowAxis axis) => axis.Extent > axis.S;

    private static bool LeavesGaps(WindowAxis axis) => axis.D > 1 || axis.F < axis.S || (axis.OutputSize * axis.S) - axis.Before < axis.N;
}
