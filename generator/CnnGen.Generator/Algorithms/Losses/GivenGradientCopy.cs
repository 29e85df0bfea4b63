using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Losses;

/// <summary>The gradient of an output, from the caller's memory to where the backward pass reads it.</summary>
internal sealed record GivenGradientCopy : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is GivenGradient ? new GivenGradientCopy() : null;

    public override string Describe() => "copied" + Unrolling;

    public override void Lower(NodeLowering node)
    {
        BufferLayout given = BufferLayout.ChannelsLast(node.InputShape(0), default);
        node.Call(
            CopyLayout.Lower(
                KernelNames.Of(node.Node.Name, ""),
                node.Lanes,
                given,
                node.OutputLayout,
                node.Node.Name + ", from the caller's memory",
                UnrollLimit),
            eachImage: true,
            node.LossTarget(),
            node.Output());
    }
}
