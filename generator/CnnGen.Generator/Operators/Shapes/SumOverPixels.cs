using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The sum of each channel over all pixels: the gradient of a vector that was used at every one.</summary>
internal sealed record SumOverPixels : Operator
{
    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(inputs[0].Channels);

    public override string Describe() => "sum over pixels";
}
