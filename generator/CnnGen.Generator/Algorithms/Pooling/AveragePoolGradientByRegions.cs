using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The gradient of average pooling with vectors along the channels.</summary>
internal sealed record AveragePoolGradientByRegions(AveragePool Pool, int Lanes) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is AveragePoolGradient { Pool: var pool } && PoolWindows.Regions(pool) <= PoolByRegions.MostRegions
            ? new AveragePoolGradientByRegions(pool, context.Target.LanesFor(context.InputShape(0).Channels))
            : null;

    public override string Describe() => FormattableString.Invariant($"{Lanes} channels at a time{Unrolling}");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1 || layout.Shape.Channels == 1;

    public override void Lower(NodeLowering node) =>
        PoolGradientLowering.Lower(node, Pool, Lanes, new KernelSignature(), PoolFormula.OfGradient(Pool), (b, window) =>
        {
            Splat factor = new(1f / AveragePoolByRegions.Divisor(Pool, window));
            Local d = b.Declare("d", LocalType.Vector, new Binary(BinaryOperation.Multiply, new LoadVector("dOutput", window.PooledAt), factor));
            return _ => d;
        });
}
