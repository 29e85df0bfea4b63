using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The first value divided by all others.</summary>
internal sealed record Divide : ElementwiseJoin
{
    public static readonly LayerDefinition Definition = new("Divide", "divide", static layer => Read(layer, new Divide())) { TakesOperands = true };

    public override string Describe() => "Divide";

    public override string Formula(IReadOnlyList<string> operands) => string.Join(" / ", operands);

    public override Expression Value(Expression[] x) => Chain(BinaryOperation.Divide, x);

    /// <summary>g divided by all divisors, or −g·y/x.</summary>
    public override Expression Gradient(Expression[] x, Expression y, Expression g, int operand) => operand == 0
        ? Chain(BinaryOperation.Divide, [g, .. x.Skip(1)])
        : new Binary(BinaryOperation.Divide, new Binary(BinaryOperation.Multiply, new Call(Function.Negate, g), y), x[operand]);
}
