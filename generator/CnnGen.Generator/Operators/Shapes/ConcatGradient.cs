using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The gradient of one operand of a <see cref="Concat"/>: its channels.</summary>
internal sealed record ConcatGradient(int FirstChannel) : Operator
{
    public override string Describe() => "gradient of Concat";
}
