using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The largest or smallest value of each window, vectors along the channels; with its place where the backward pass wants it.</summary>
internal sealed record ExtremumPoolByRegions(ExtremumPool Extremum, int Lanes) : PoolByRegions(Extremum, Lanes)
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ExtremumPool pool && PoolWindows.Regions(pool) <= MostRegions
            ? new ExtremumPoolByRegions(pool, context.Target.LanesFor(context.InputShape(0).Channels))
            : null;

    private string Best => Extremum.IsMaximum ? "largest" : "smallest";

    public override void Lower(NodeLowering node)
    {
        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output());
        if (Extremum.KeepsArgMax)
        {
            signature.Integers("argmax", node.ArgMax());
        }

        Lower(node, signature, PoolFormula.Of(Extremum));
    }

    protected override void Window(LoopBuilder b, PoolWindows windows, PoolWindow window)
    {
        if (Extremum.KeepsArgMax)
        {
            WithArgMax(b, windows, window);
            return;
        }

        PoolTap first = windows.First(window);
        WindowExtremum extremum = new(b, b.Declare(Best, LocalType.Vector, new LoadVector("input", first.At)), Extremum.IsMaximum);
        windows.Taps(b, window, tap =>
        {
            if (tap != first)
            {
                extremum.Take(Value(b, tap), isLooped: tap.Subscripts.Length == 0);
            }
        });
        b.Add(new StoreVector("output", window.PooledAt, extremum.Finish(), window.Count));
    }

    /// <summary>Backwards, so that the first of equals stays.</summary>
    private void WithArgMax(LoopBuilder b, PoolWindows windows, PoolWindow window)
    {
        PoolTap last = windows.Last(window);
        Local best = b.Declare(Best, LocalType.Vector, new LoadVector("input", last.At));
        Local index = b.Declare("index", LocalType.IntegerVector, new SplatInteger(last.Code(Extremum)));
        windows.TapsFromLast(b, window, tap =>
        {
            if (tap != last)
            {
                WindowExtremum.TakeEarlier(b, best, index, Value(b, tap), new SplatInteger(tap.Code(Extremum)), Extremum.IsMaximum);
            }
        });
        b.Add(new StoreVector("output", window.PooledAt, best, window.Count));
        b.Add(new StoreIntegerVector("argmax", window.ArgMaxAt, index, window.Count));
    }

    private static Local Value(LoopBuilder b, PoolTap tap) => b.Declare("x", LocalType.Vector, new LoadVector("input", tap.At), tap.Subscripts);
}
