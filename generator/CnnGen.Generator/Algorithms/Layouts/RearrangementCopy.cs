using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Elements moved to other places, and gradients moved back.</summary>
/// <param name="Moved">The layer.</param>
/// <param name="Input">The shape of its input.</param>
/// <param name="IsGradient">Whether they go back.</param>
internal sealed record RearrangementCopy(Rearrangement Moved, TensorShape Input, bool IsGradient) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator switch
    {
        Rearrangement forward => new RearrangementCopy(forward, context.Graph.Nodes[context.Node.Inputs[0]].Shape, IsGradient: false),
        RearrangementGradient gradient => new RearrangementCopy(gradient.Forward, gradient.Input, IsGradient: true),
        _ => null,
    };

    public override string Describe() => Moved.Box(Input) is null ? "copied by way of a vector" : "copied";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        (BufferLayout from, BufferLayout to) = (node.InputLayout(0), node.OutputLayout);
        if (Moved.Box(Input) is { } box)
        {
            StridedCopy copy = new(IsGradient ? box.Reversed() : box, from, to);
            int tasks = node.IsParallel && !IsGradient && TaskDivision.PaysToMove(to.Shape.Length) ? copy.Rounds : 0;
            LoopBuilder b = new(isParallel: tasks > 0);
            int lanes = node.Target.LanesFor(copy.RunLength);
            if (IsGradient && box.Axes.Aggregate(1, (length, axis) => length * axis.Extent) < Input.Length)
            {
                lanes = Math.Min(lanes, node.Target.LanesFor(ElementRuns.Of(to.Shape, to).RunLength));
                ElementRuns.Of(to.Shape, to).Loop(b, lanes, (at, count) => b.Add(new StoreVector("output", at[0], new Splat(0f), count)));
            }

            copy.Write(b, lanes, "input", "output");
            Signature(node).WithTasks(node, tasks).Call(node, lanes, b, Comment(node));
            return;
        }

        LowerByVector(node, from, to);
    }

    /// <summary>By way of a vector, where no steps of one size lead from the input to the output.</summary>
    private void LowerByVector(NodeLowering node, BufferLayout from, BufferLayout to)
    {
        LoopBuilder b = new();
        (Rearrangement first, Rearrangement second) = Moved.Halves(Input);
        BufferLayout vector = BufferLayout.ChannelsLast(TensorShape.Vector(Input.Length), default);
        MovedBox[] boxes = [first.Box(Input)!, second.Box(vector.Shape)!];
        StridedCopy[] copies = IsGradient
            ? [new StridedCopy(boxes[1].Reversed(), from, vector), new StridedCopy(boxes[0].Reversed(), vector, to)]
            : [new StridedCopy(boxes[0], from, vector), new StridedCopy(boxes[1], vector, to)];
        int least = copies.Min(copy => node.Target.LanesFor(copy.RunLength));
        b.Scope(() => copies[0].Write(b, least, "input", "vector"));
        b.Scope(() => copies[1].Write(b, least, "vector", "output"));
        Signature(node).Floats("vector", node.Scratch(Input.Length)).Call(node, least, b, Comment(node));
    }

    private static KernelSignature Signature(NodeLowering node) => new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output());

    private Model.EquatableArray<string> Comment(NodeLowering node) =>
        LayerComments.Of(node, IsGradient ? "gradients go back to where the values came from" : $"{Moved.Describe()}: {Input} → {Moved.OutputShape([Input])}");
}
