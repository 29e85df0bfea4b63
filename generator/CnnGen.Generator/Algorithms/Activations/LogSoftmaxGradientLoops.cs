using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>The gradient of log-softmax in two passes: the sum of the gradients, then all values.</summary>
internal sealed record LogSoftmaxGradientLoops(bool IsOverChannels) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is LogSoftmaxGradient gradient ? new LogSoftmaxGradientLoops(gradient.IsOverChannels) : null;

    public override string Describe() => "two passes; needs the output of the layer, not its input";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        (string, BufferLayout)[] operands = [("y", node.InputLayout(0)), ("dOutput", node.InputLayout(1)), ("dInput", node.OutputLayout)];
        int lanes = node.Target.LanesFor(
            IsOverChannels ? node.Node.Shape.Channels : ElementRuns.Of(node.Node.Shape, node.InputLayout(0), node.InputLayout(1), node.OutputLayout).RunLength);
        SoftmaxGroups.Each(b, node.Node.Shape, IsOverChannels, operands, (layouts, names) =>
        {
            ElementRuns runs = ElementRuns.Of(layouts[0].Shape, layouts);
            Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
            runs.Loop(b, lanes, (at, count) =>
                b.Assign(sum, new Binary(BinaryOperation.Add, sum, new FirstLanes(new LoadVector(names[1], at[1]), count, 0f))));
            Local total = b.Declare("total", LocalType.Vector, new Splat(new Call(Function.SumOfLanes, sum)));
            runs.Loop(b, lanes, (at, count) =>
            {
                Expression share = new Binary(BinaryOperation.Multiply, new LibraryFunction("Exp", new LoadVector(names[0], at[0])), total);
                b.Add(new StoreVector(names[2], at[2], new Binary(BinaryOperation.Subtract, new LoadVector(names[1], at[1]), share), count));
            });
        });
        new KernelSignature()
            .Floats("y", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dInput[i] = dOutput[i] − exp(y[i]) · Σ dOutput[j]" + SoftmaxGroups.Remark(IsOverChannels)));
    }
}
