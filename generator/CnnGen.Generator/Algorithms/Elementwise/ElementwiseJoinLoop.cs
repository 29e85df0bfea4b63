using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>All operands of an operation, value by value, in one pass.</summary>
internal sealed record ElementwiseJoinLoop(ElementwiseJoin Join, int Operands) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ElementwiseJoin join ? new ElementwiseJoinLoop(join, context.Node.Inputs.Count) : null;

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        string[] names = Names(Operands);
        ElementwiseLowering.Lower(node, names, "out = " + Join.Formula(names), Join.Value);
    }

    /// <summary>A kernel's names of the operands.</summary>
    public static string[] Names(int operands) => [.. Enumerable.Range(0, operands).Select(i => "input" + Numerals.Plain(i))];
}

/// <summary>The gradient of one operand, in one pass.</summary>
internal sealed record ElementwiseJoinGradientLoop(ElementwiseJoinGradient Gradient, int Operands) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ElementwiseJoinGradient gradient ? new ElementwiseJoinGradientLoop(gradient, context.Node.Inputs.Count - 2) : null;

    public override string Describe() => "one pass over all values; needs the operands and the output of the layer";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        string[] operands = ElementwiseJoinLoop.Names(Operands);
        string formula = $"d{operands[Gradient.Operand]}, its part in dOut, where out = {Gradient.Join.Formula(operands)}";
        ElementwiseLowering.Lower(node, [.. operands, "y", "dOutput"], formula, x =>
            Gradient.Join.Gradient([.. x.Take(Operands)], x[Operands], x[Operands + 1], Gradient.Operand));
    }
}
