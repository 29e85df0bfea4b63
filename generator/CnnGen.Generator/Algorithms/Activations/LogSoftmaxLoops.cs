using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>Log-softmax in three passes: the largest score, the sum of exponentials, subtraction of both.</summary>
internal sealed record LogSoftmaxLoops(bool IsOverChannels) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is LogSoftmax softmax ? new LogSoftmaxLoops(softmax.IsOverChannels) : null;

    public override string Describe() => "three passes; the largest score is subtracted first, so that nothing overflows";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        int lanes =
            node.Target.LanesFor(IsOverChannels ? node.Node.Shape.Channels : ElementRuns.Of(node.Node.Shape, node.InputLayout(0), node.OutputLayout).RunLength);
        SoftmaxGroups.Each(b, node.Node.Shape, IsOverChannels, [("input", node.InputLayout(0)), ("output", node.OutputLayout)], (layouts, names) =>
        {
            ElementRuns runs = ElementRuns.Of(layouts[0].Shape, layouts);
            Local subtracted = SoftmaxLowering.LargestScore(b, runs, lanes, names[0]);
            Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
            runs.Loop(b, lanes, (at, count) =>
            {
                Expression score = new Binary(BinaryOperation.Subtract, new LoadVector(names[0], at[0]), subtracted);
                Local e = b.Declare("e", LocalType.Vector, new LibraryFunction("Exp", score));
                b.Assign(sum, new Binary(BinaryOperation.Add, sum, new FirstLanes(e, count, 0f)));
            });
            Local total = b.Declare("logOfSum", LocalType.Vector, new LibraryFunction("Log", new Splat(new Call(Function.SumOfLanes, sum))));
            runs.Loop(b, lanes, (at, count) =>
            {
                Expression score = new Binary(BinaryOperation.Subtract, new LoadVector(names[0], at[0]), subtracted);
                b.Add(new StoreVector(names[1], at[1], new Binary(BinaryOperation.Subtract, score, total), count));
            });
        });
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "out[i] = in[i] − max in − log Σ exp(in[j] − max in)" + SoftmaxGroups.Remark(IsOverChannels)));
    }
}
