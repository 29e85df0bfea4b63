using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>
/// What the caller differentiates: Σ gradient[i] · output[i], whose gradient is what the caller gives. It takes the place of a loss where a network is looked
/// into. Made by a pass, never written by a user.
/// </summary>
internal sealed record GivenGradient : Operator, ILoss
{
    public bool TakesLabel => false;

    public bool ReadsLogits => true;

    public int TargetLength(TensorShape input) => input.Length;

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(1);

    public override string Describe() => "gradient from the caller";

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) => gradients.Send(gradients[node].Inputs[0], node);
}
