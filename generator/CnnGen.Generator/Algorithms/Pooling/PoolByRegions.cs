using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>Pooling with vectors along the channels; outputs at the edges, whose windows reach into the padding, get loops of their own.</summary>
internal sealed record PoolByRegions(WindowPool Pool, int Lanes) : Algorithm
{
    // Each region is a loop nest of up to fourteen statements, and a kernel has a budget. Only windows with very wide padding have more.
    public const int MostRegions = 49;

    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is WindowPool pool && PoolWindows.Regions(pool) <= MostRegions
            ? new PoolByRegions(pool, context.Target.LanesFor(context.InputShape(0).Channels))
            : null;

    public override string Describe() => FormattableString.Invariant($"{Lanes} channels at a time; edges apart, so that padding is never read");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1 || layout.Shape.Channels == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => PoolLowering.Lower(node, this);
}
