using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>A value or its gradient, copied to its place in the caller's record.</summary>
internal sealed record RecordCopy(RecordedOperator Recorded) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is RecordedOperator recorded ? new RecordCopy(recorded) : null;

    public override string Describe() => "copied to the record" + Unrolling;

    public override void Lower(NodeLowering node)
    {
        BufferLayout record = BufferLayout.ChannelsLast(node.InputShape(0), default);
        string what = node.InputNode(0).Name + ", into the caller's record";
        node.Call(
            CopyLayout.Lower(KernelNames.Of(node.Node.Name, ""), node.Lanes, node.InputLayout(0), record, what, UnrollLimit),
            eachImage: true,
            node.Input(0),
            new RegionArgument(Region.Record, Recorded.Offset, 0));
    }
}
