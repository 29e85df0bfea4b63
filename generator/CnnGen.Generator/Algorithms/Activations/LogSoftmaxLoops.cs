using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>Log-softmax in three passes: the largest score, the sum of exponentials, subtraction of both.</summary>
internal sealed record LogSoftmaxLoops : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is LogSoftmax ? new LogSoftmaxLoops() : null;

    public override string Describe() => "three passes; the largest score is subtracted first, so that nothing overflows";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.InputLayout(0), node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        Local subtracted = SoftmaxLowering.LargestScore(b, runs, lanes);
        Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
        runs.Loop(b, lanes, (at, count) =>
        {
            Expression score = new Binary(BinaryOperation.Subtract, new LoadVector("input", at[0]), subtracted);
            Local e = b.Declare("e", LocalType.Vector, new LibraryFunction("Exp", score));
            b.Assign(sum, new Binary(BinaryOperation.Add, sum, new FirstLanes(e, count, 0f)));
        });
        Local total = b.Declare("logOfSum", LocalType.Vector, new LibraryFunction("Log", new Splat(new Call(Function.SumOfLanes, sum))));
        runs.Loop(b, lanes, (at, count) =>
        {
            Expression score = new Binary(BinaryOperation.Subtract, new LoadVector("input", at[0]), subtracted);
            b.Add(new StoreVector("output", at[1], new Binary(BinaryOperation.Subtract, score, total), count));
        });
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "out[i] = in[i] − max in − log Σ exp(in[j] − max in)"));
    }
}
