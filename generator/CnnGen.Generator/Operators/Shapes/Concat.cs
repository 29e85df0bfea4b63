using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Values joined along an axis; along the other two they have one size.</summary>
internal sealed record Concat(Axis Axis = Axis.Channels) : Operator
{
    public static readonly LayerDefinition Definition = new("Concat", "concat", Read) { TakesOperands = true };

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) =>
        inputs[0].With(Axis, inputs.Sum(input => input.Along(Axis)));

    public override string Describe() => Axis == Axis.Channels ? "Concat" : $"Concat {Axis.Text()}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        $"{string.Join(" + ", inputs.Select(input => Numerals.Plain(input.Along(Axis))))} = {Numerals.Plain(OutputShape(inputs).Along(Axis))}";

    private static Operator? Read(LayerReader layer)
    {
        if (layer.Inputs is not { } inputs)
        {
            return null;
        }

        Axis axis = (Axis)(layer.Integer("Axis") ?? 0);
        TensorShape first = inputs[0].Shape;
        for (int i = 1; i < inputs.Count; i++)
        {
            LayerInput other = inputs[i];
            if (other.Shape.With(axis, 1) != first.With(axis, 1))
            {
                string rule = axis switch
                {
                    Axis.Rows => "one width and as many channels; only the heights",
                    Axis.Columns => "one height and as many channels; only the widths",
                    _ => "one height and width; only the channels",
                };
                layer.OperandError(
                    DiagnosticIds.ConcatOperandsDiffer,
                    i,
                    layer.Name,
                    inputs[0].Name,
                    first.ToString(),
                    other.Name,
                    other.Shape.ToString(),
                    rule);
                return null;
            }
        }

        // An operand may be joined several times, so the sum has to be checked before it is taken as a size.
        long values = SizeLimits.Product(first.With(axis, 1).Length, inputs.Sum(input => (long)input.Shape.Along(axis)));
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, "operands", layer.Name, $"{SizeLimits.Text(values)} values", SizeLimits.ValuesText);
            return null;
        }

        return new Concat(axis);
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        int first = 0;
        foreach (int operand in gradients[node].Inputs)
        {
            if (gradients.Wants(operand))
            {
                string name = $"{gradients[node].Name}.backward.{gradients[operand].Name}";
                gradients.Send(operand, gradients.Add(name, new ConcatGradient(Axis, first), gradients[operand].Shape, dOutput));
            }

            first += gradients[operand].Shape.Along(Axis);
        }
    }
}
