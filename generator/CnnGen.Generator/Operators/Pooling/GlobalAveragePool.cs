using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The mean of each channel over all pixels.</summary>
internal sealed record GlobalAveragePool : Operator
{
    public static readonly LayerDefinition Definition = new("GlobalAveragePool", "gap", static layer => layer.Input is null ? null : new GlobalAveragePool());

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(inputs[0].Channels);

    public override string Describe() => "GlobalAveragePool";

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new GlobalAveragePoolGradient(), dOutput);
}
