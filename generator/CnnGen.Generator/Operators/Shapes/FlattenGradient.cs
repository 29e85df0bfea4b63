using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The gradient of a <see cref="Flatten"/>: the vector as an image again.</summary>
internal sealed record FlattenGradient : Operator
{
    public override string Describe() => "gradient of Flatten";
}
