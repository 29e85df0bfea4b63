using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The largest value; its gradient goes to the first operand that has it.</summary>
internal sealed record Maximum : ElementwiseJoin
{
    public static readonly LayerDefinition Definition = new("Maximum", "maximum", static layer => Read(layer, new Maximum())) { TakesOperands = true };

    public override string Describe() => "Maximum";

    public override string Formula(IReadOnlyList<string> operands) => "max(" + string.Join(", ", operands) + ")";

    public override Expression Value(Expression[] x)
    {
        Expression result = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            result = new KeepNaN(new Binary(BinaryOperation.Maximum, result, x[i]), result, x[i]);
        }

        return result;
    }

    public override Expression Gradient(Expression[] x, Expression y, Expression g, int operand)
    {
        Expression result = new SelectEqual(x[operand], y, g, new Splat(0f));
        for (int i = 0; i < operand; i++)
        {
            result = new SelectEqual(x[i], y, new Splat(0f), result);
        }

        return result;
    }
}
