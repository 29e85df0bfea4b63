using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The loops of <see cref="PoolByRegions"/>.</summary>
internal static class PoolLowering
{
    public static void Lower(NodeLowering node, PoolByRegions algorithm)
    {
        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output());
        if (KeepsArgMax(algorithm.Pool))
        {
            signature.Integers("winners", node.ArgMax());
        }

        signature
            .DividedInto(node, node.OutputLayout.Shape.Height)
            .Call(node, algorithm.Lanes, () => Body(node, algorithm), () => LayerComments.Of(node, Formula(algorithm.Pool)));
    }

    private static LoopBuilder Body(NodeLowering node, PoolByRegions algorithm)
    {
        LoopBuilder b = new(node.IsParallel);
        PoolWindows windows = new(algorithm.Pool, node.InputLayout(0), node.OutputLayout, algorithm.Lanes);
        windows.Loop(b, window =>
        {
            if (algorithm.Pool is AveragePool average)
            {
                Mean(b, windows, window, average);
            }
            else
            {
                Extremum(b, windows, window, algorithm.Pool);
            }
        });
        return b;
    }

    public static bool KeepsArgMax(WindowPool pool) => pool is ExtremumPool { KeepsArgMax: true };

    public static string Formula(WindowPool pool)
    {
        string operation = pool switch { MaxPool => "max", MinPool => "min", _ => "mean" };
        string place = $"in[{LayerComments.WindowIndex("oh", pool.Vertical, "kh")}, {LayerComments.WindowIndex("ow", pool.Horizontal, "kw")}, c]";
        return $"out[oh, ow, c] = {operation} over kh, kw of {place}"
            + (KeepsArgMax(pool) ? $"; winners: kh << {ArgMaxIndex.Shift(pool)} | kw of the first one" : "")
            + (pool is AveragePool { CountPadding: true } ? "; padding counts as zeros" : "");
    }

    private static void Mean(LoopBuilder b, PoolWindows windows, PoolWindow window, AveragePool pool)
    {
        Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
        windows.Taps(b, window, tap => b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadVector("input", tap.At))));
        b.Add(new StoreVector("output", window.PooledAt, new Binary(BinaryOperation.Multiply, sum, new Splat(1f / Divisor(pool, window))), window.Count));
    }

    /// <summary>By what a window's sum is divided.</summary>
    public static int Divisor(AveragePool pool, PoolWindow window) => pool.CountPadding ? window.Rows.PaddedTaps * window.Columns.PaddedTaps : window.Taps;

    private static Local Value(LoopBuilder b, PoolTap tap) => b.Declare("x", LocalType.Vector, new LoadVector("input", tap.At), tap.Subscripts);

    private static void Extremum(LoopBuilder b, PoolWindows windows, PoolWindow window, WindowPool pool)
    {
        bool isMaximum = pool is MaxPool;
        string name = isMaximum ? "largest" : "smallest";
        Local best;
        Local? winner = null;
        if (KeepsArgMax(pool))
        {
            PoolTap last = windows.Last(window);
            best = b.Declare(name, LocalType.Vector, new LoadVector("input", last.At));
            winner = b.Declare("winner", LocalType.IntegerVector, new SplatInteger(last.Code(pool)));
            windows.TapsFromLast(b, window, tap =>
            {
                if (tap != last)
                {
                    WindowExtremum.TakeEarlier(b, best, winner, Value(b, tap), new SplatInteger(tap.Code(pool)), isMaximum);
                }
            });
        }
        else
        {
            WindowExtremum extremum = new(b, b.Declare(name, LocalType.Vector, new LoadVector("input", windows.First(window).At)), isMaximum);
            PoolTap first = windows.First(window);
            windows.Taps(b, window, tap =>
            {
                if (tap != first)
                {
                    extremum.Take(Value(b, tap), isLooped: tap.Subscripts.Length == 0);
                }
            });
            best = extremum.Finish();
        }

        b.Add(new StoreVector("output", window.PooledAt, best, window.Count));
        if (winner is not null)
        {
            b.Add(new StoreIntegerVector("winners", window.ArgMaxAt, winner, window.Count));
        }
    }
}
