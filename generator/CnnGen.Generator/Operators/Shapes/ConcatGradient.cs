using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The gradient of one operand of a <see cref="Concat"/>: its part of the axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="First">Where the part begins.</param>
internal sealed record ConcatGradient(Axis Axis, int First) : Operator
{
    public override string Describe() => "gradient of Concat";
}
