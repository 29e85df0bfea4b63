using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators;

/// <summary>The mean of each channel over all pixels.</summary>
internal sealed record GlobalAveragePool : Operator
{
    public static readonly LayerDefinition Definition = new("GlobalAveragePool", "gap", static layer => layer.Input is null ? null : new GlobalAveragePool());

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(inputs[0].Channels);

    public override string Describe() => "GlobalAveragePool";

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new GlobalAveragePoolGradient(), dOutput);
}
