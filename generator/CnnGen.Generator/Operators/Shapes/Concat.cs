using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Values of one height and width, joined along their channels.</summary>
internal sealed record Concat : Operator
{
    public static readonly LayerDefinition Definition = new("Concat", "concat", Read) { TakesOperands = true };

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) =>
        new(inputs[0].Height, inputs[0].Width, inputs.Sum(input => input.Channels));

    public override string Describe() => "Concat";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        $"{string.Join(" + ", inputs.Select(input => Numerals.Plain(input.Channels)))} = {Numerals.Plain(OutputShape(inputs).Channels)}";

    private static Operator? Read(LayerReader layer)
    {
        if (layer.Inputs is not { } inputs)
        {
            return null;
        }

        TensorShape first = inputs[0].Shape;
        for (int i = 1; i < inputs.Count; i++)
        {
            LayerInput other = inputs[i];
            if (other.Shape.Height != first.Height || other.Shape.Width != first.Width)
            {
                layer.OperandError(DiagnosticIds.ConcatOperandsDiffer, i, layer.Name, inputs[0].Name, first.ToString(), other.Name, other.Shape.ToString());
                return null;
            }
        }

        // An operand may be joined several times, so the sum has to be checked before it is taken as a size.
        long values = SizeLimits.Product(first.Height, first.Width, inputs.Sum(input => (long)input.Shape.Channels));
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, "operands", layer.Name, $"{SizeLimits.Text(values)} values", SizeLimits.ValuesText);
            return null;
        }

        return new Concat();
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        int firstChannel = 0;
        foreach (int operand in gradients[node].Inputs)
        {
            if (gradients.Wants(operand))
            {
                string name = $"{gradients[node].Name}.backward.{gradients[operand].Name}";
                gradients.Send(operand, gradients.Add(name, new ConcatGradient(firstChannel), gradients[operand].Shape, dOutput));
            }

            firstChannel += gradients[operand].Shape.Channels;
        }
    }
}
