using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>H×W×C as a vector, channel first: element (c·H + h)·W + w.</summary>
internal sealed record Flatten : Operator
{
    public static readonly LayerDefinition Definition = new("Flatten", "flatten", static layer => layer.Input is null ? null : new Flatten());

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(inputs[0].Length);

    public override string Describe() => "Flatten";

    public override string Arithmetic(EquatableArray<TensorShape> inputs)
    {
        TensorShape input = inputs[0];
        return $"{Numerals.Plain(input.Height)}·{Numerals.Plain(input.Width)}·{Numerals.Plain(input.Channels)} = {Numerals.Plain(input.Length)}";
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new FlattenGradient(), dOutput);
}
