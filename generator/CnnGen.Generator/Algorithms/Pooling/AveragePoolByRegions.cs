using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The mean of each window, vectors along the channels.</summary>
internal sealed record AveragePoolByRegions(AveragePool Average, int Lanes) : PoolByRegions(Average, Lanes)
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is AveragePool pool && PoolWindows.Regions(pool) <= MostRegions
            ? new AveragePoolByRegions(pool, context.Target.LanesFor(context.InputShape(0).Channels))
            : null;

    public override void Lower(NodeLowering node) =>
        Lower(node, new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output()), PoolFormula.Of(Average));

    /// <summary>By what a window's sum is divided.</summary>
    public static int Divisor(AveragePool pool, PoolWindow window) => pool.CountPadding ? window.Rows.PaddedTaps * window.Columns.PaddedTaps : window.Taps;

    protected override void Window(LoopBuilder b, PoolWindows windows, PoolWindow window)
    {
        Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
        windows.Taps(b, window, tap => b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadVector("input", tap.At))));
        b.Add(new StoreVector("output", window.PooledAt, new Binary(BinaryOperation.Multiply, sum, new Splat(1f / Divisor(Average, window))), window.Count));
    }
}
