using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>
/// The gradient of a <see cref="MaxPool"/> or <see cref="MinPool"/>: each output's gradient goes to the winner of its window. Reads the pool for its winners,
/// and the gradient of its output.
/// </summary>
internal sealed record MaxPoolGradient(ExtremumPool Pool) : Operator
{
    public override string Describe() => $"gradient of {Pool.Describe()}";
}
