using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The first value without all others.</summary>
internal sealed record Subtract : ElementwiseJoin
{
    public static readonly LayerDefinition Definition = new("Subtract", "subtract", static layer => Read(layer, new Subtract())) { TakesOperands = true };

    public override string Describe() => "Subtract";

    public override string Formula(IReadOnlyList<string> operands) => string.Join(" − ", operands);

    public override Expression Value(Expression[] x) => Chain(BinaryOperation.Subtract, x);

    public override Expression Gradient(Expression[] x, Expression y, Expression g, int operand) => operand == 0 ? g : new Call(Function.Negate, g);
}
