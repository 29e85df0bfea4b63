using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>
/// The gradient of max or min pooling with vectors along the channels: each tap of a window takes the gradient of those channels whose extremum it was.
/// </summary>
internal sealed record MaxPoolGradientByRegions(ExtremumPool Pool, int Lanes) : Algorithm
{
    // Taps a vector may have before it is cheaper to look up the place of each channel.
    private const int MostTapsPerLane = 2;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not MaxPoolGradient { Pool: var pool } || PoolWindows.Regions(pool) > PoolByRegions.MostRegions)
        {
            return null;
        }

        int channels = context.InputShape(0).Channels;
        int lanes = context.Target.LanesFor(channels);
        return pool.Vertical.F * pool.Horizontal.F <= MostTapsPerLane * Math.Min(lanes, channels) ? new MaxPoolGradientByRegions(pool, lanes) : null;
    }

    public override string Describe() =>
        FormattableString.Invariant($"{Lanes} channels at a time: a tap takes the gradient where it was the extremum{Unrolling}");

    // Of the pool itself only the places are read.
    public override bool Accepts(int input, BufferLayout layout) => input == 0 || layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        KernelSignature signature = new KernelSignature().Integers("argmax", node.ArgMaxOf(0));
        PoolGradientLowering.Lower(node, Pool, Lanes, signature, PoolFormula.OfGradient(Pool), (b, window) =>
        {
            Local index = b.Declare("index", LocalType.IntegerVector, new LoadIntegerVector("argmax", window.ArgMaxAt));
            Local d = b.Declare("d", LocalType.Vector, new LoadVector("dOutput", window.PooledAt));
            return tap => new SelectEqual(index, new SplatInteger(tap.Code(Pool)), d, new Splat(0f));
        });
    }
}
