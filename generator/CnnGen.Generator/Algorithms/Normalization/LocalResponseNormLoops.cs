using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>Local response normalisation, forward or backward, pixel by pixel with vectors along the channels.</summary>
/// <param name="Norm">What is computed, or whose gradient.</param>
/// <param name="IsGradient">Whether it is the backward pass.</param>
/// <param name="Lanes">Channels at a time; with 1, plain loops that test each neighbour.</param>
internal sealed record LocalResponseNormLoops(LocalResponseNorm Norm, bool IsGradient, int Lanes) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator switch
    {
        LocalResponseNorm norm => new LocalResponseNormLoops(norm, IsGradient: false, LanesFor(norm, context)),
        LocalResponseNormGradient { Norm: var norm } => new LocalResponseNormLoops(norm, IsGradient: true, LanesFor(norm, context)),
        _ => null,
    };

    public override string Describe() => Lanes == 1
        ? "plain loops, each neighbour tested for being a channel"
        : FormattableString.Invariant(
            $"{Lanes} channels at a time, neighbours by shifted loads; vectors whose window passes the first or last channel are written out");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => new LocalResponseNormLowering(node, this).Run();

    private static int LanesFor(LocalResponseNorm norm, PlanningContext context)
    {
        int lanes = context.Target.LanesFor(context.Node.Shape.Channels);
        return norm.Size <= ChannelWindow.LargestSize(lanes) ? lanes : 1;
    }
}
