using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The sum or the mean along one axis.</summary>
/// <param name="Axis">Which one.</param>
/// <param name="IsMean">Whether the sum is divided by the size.</param>
internal sealed record AxisReduction(Axis Axis, bool IsMean) : Operator
{
    public static readonly LayerDefinition Mean = new("Mean", "mean", static layer => Read(layer, isMean: true));

    public static readonly LayerDefinition Sum = new("Sum", "sum", static layer => Read(layer, isMean: false));

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => inputs[0].With(Axis, 1);

    public override string Describe() => $"{(IsMean ? "Mean" : "Sum")} over {Axis.Text()}";

    /// <summary>What a sum is multiplied by.</summary>
    public float Factor(TensorShape input) => IsMean ? 1f / input.Along(Axis) : 1f;

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new AxisReductionGradient(this), dOutput);

    private static Operator? Read(LayerReader layer, bool isMean) => layer.Input is null ? null : new AxisReduction((Axis)(layer.Integer("axis") ?? 0), isMean);
}

/// <summary>The gradient of an <see cref="AxisReduction"/>: that of a sum for each of its summands.</summary>
internal sealed record AxisReductionGradient(AxisReduction Reduction) : Operator
{
    public override string Describe() => $"gradient of {Reduction.Describe()}";
}
