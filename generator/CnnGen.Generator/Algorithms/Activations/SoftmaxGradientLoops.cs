using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>The gradient of softmax in two passes: a dot product, then all values.</summary>
internal sealed record SoftmaxGradientLoops(bool IsOverChannels) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is SoftmaxGradient gradient ? new SoftmaxGradientLoops(gradient.IsOverChannels) : null;

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
            {
                Expression product = new Binary(BinaryOperation.Multiply, new LoadVector(names[0], at[0]), new LoadVector(names[1], at[1]));
                b.Assign(sum, new Binary(BinaryOperation.Add, sum, new FirstLanes(product, count, 0f)));
            });
            Local mean = b.Declare("mean", LocalType.Vector, new Splat(new Call(Function.SumOfLanes, sum)));
            runs.Loop(b, lanes, (at, count) =>
            {
                Expression difference = new Binary(BinaryOperation.Subtract, new LoadVector(names[1], at[1]), mean);
                b.Add(new StoreVector(names[2], at[2], new Binary(BinaryOperation.Multiply, new LoadVector(names[0], at[0]), difference), count));
            });
        });
        new KernelSignature()
            .Floats("y", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dInput[i] = y[i] · (dOutput[i] − Σ y[j] · dOutput[j])" + SoftmaxGroups.Remark(IsOverChannels)));
    }
}
