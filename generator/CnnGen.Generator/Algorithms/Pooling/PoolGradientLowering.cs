using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The loops of <see cref="MaxPoolGradientByRegions"/> and <see cref="AveragePoolGradientByRegions"/>.</summary>
internal static class PoolGradientLowering
{
    /// <summary>Adds the kernel and its call.</summary>
    /// <param name="node">The gradient.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="lanes">Channels at a time.</param>
    /// <param name="signature">The parameters before the gradients.</param>
    /// <param name="formula">What it computes.</param>
    /// <param name="shares">Writes what the taps of a window have in common, and says what each of them gets.</param>
    public static void Lower(
        NodeLowering node,
        WindowPool pool,
        int lanes,
        KernelSignature signature,
        string formula,
        Func<LoopBuilder, PoolWindow, Func<PoolTap, Expression>> shares)
    {
        LoopBuilder b = new();
        bool overlaps = Overlaps(pool.Vertical) || Overlaps(pool.Horizontal);
        if (overlaps || LeavesGaps(pool.Vertical) || LeavesGaps(pool.Horizontal))
        {
            Fill.Zero(b, lanes, "dInput", node.OutputLayout.Length);
        }

        int pooled = node.Node.Inputs.Count - 1;
        PoolWindows windows = new(pool, node.OutputLayout, node.InputLayout(pooled), lanes, node.Schedule.UnrollLimit);
        windows.Loop(b, window =>
        {
            Func<PoolTap, Expression> share = shares(b, window);
            windows.Taps(b, window, tap =>
            {
                Expression sum = overlaps ? new Binary(BinaryOperation.Add, new LoadVector("dInput", tap.At), share(tap)) : share(tap);
                b.Add(new StoreVector("dInput", tap.At, sum, window.Count));
            });
        });
        signature
            .Floats("dOutput", node.Input(pooled))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, formula));
    }

    private static bool Overlaps(WindowAxis axis) => axis.Extent > axis.S;

    private static bool LeavesGaps(WindowAxis axis) => axis.D > 1 || axis.F < axis.S || (axis.OutputSize * axis.S) - axis.Before < axis.N;
}
