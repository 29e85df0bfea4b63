using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The mean or sum of each channel: sums of some vectors of channels stay in registers over all pixels.</summary>
internal sealed record GlobalAveragePoolSums(int Lanes, int Vectors, bool IsMean) : Algorithm
{
    // Enough independent sums to hide the latency of an addition.
    private const int MostVectors = 8;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not (GlobalAveragePool or SumOverPixels))
        {
            return null;
        }

        int channels = context.InputShape(0).Channels;
        int lanes = context.Target.LanesFor(channels);
        return new GlobalAveragePoolSums(lanes, Math.Min(MostVectors, (channels + lanes - 1) / lanes), context.Operator is GlobalAveragePool);
    }

    public override string Describe() =>
        FormattableString.Invariant($"{Vectors} × {Lanes} channels in registers; rows are summed first, then their sums, which rounds less");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1 || layout.Shape.Channels == 1;

    public override void Lower(NodeLowering node) => GlobalAveragePoolLowering.Lower(node, this);
}
