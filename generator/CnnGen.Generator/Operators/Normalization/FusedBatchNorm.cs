using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>A batch norm that is a layer of its own, with the activation after it. Made by passes.</summary>
internal sealed record FusedBatchNorm(BatchNorm Norm, Activation? Activation) : Operator
{
    public override string Describe() => Norm.Describe() + (Activation is null ? "" : ", " + Activation.Describe());
}
