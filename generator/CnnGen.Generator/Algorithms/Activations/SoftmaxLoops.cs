using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>Softmax in three passes: the largest score, exponentials and their sum, division.</summary>
internal sealed record SoftmaxLoops(bool IsOverChannels) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Softmax softmax ? new SoftmaxLoops(softmax.IsOverChannels) : null;

    public override string Describe() => "three passes; the largest score is subtracted first, so that nothing overflows";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => SoftmaxLowering.Lower(node, IsOverChannels);
}
