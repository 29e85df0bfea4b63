using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The product of values of one shape; a vector among images scales the channels of every pixel.</summary>
internal sealed record Multiply : Operator
{
    public static readonly LayerDefinition Definition = new("Multiply", "multiply", Read) { TakesOperands = true };

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => inputs[LargestOf(inputs)];

    public override string Describe() => "Multiply";

    private static int LargestOf(EquatableArray<TensorShape> shapes)
    {
        int largest = 0;
        for (int i = 1; i < shapes.Count; i++)
        {
            largest = shapes[largest].IsVector ? i : largest;
        }

        return largest;
    }

    private static Operator? Read(LayerReader layer)
    {
        if (layer.Inputs is not { } inputs)
        {
            return null;
        }

        LayerInput image = inputs[LargestOf(inputs.Select(input => input.Shape).ToEquatableArray())];
        for (int i = 0; i < inputs.Count; i++)
        {
            LayerInput other = inputs[i];
            if (other.Shape != image.Shape && other.Shape != TensorShape.Vector(image.Shape.Channels))
            {
                string channels = Numerals.Plain(image.Shape.Channels);
                layer.OperandError(
                    DiagnosticIds.MultiplyOperandsDiffer, i, layer.Name, image.Name, image.Shape.ToString(), other.Name, other.Shape.ToString(), channels);
                return null;
            }
        }

        return new Multiply();
    }

    /// <summary>The gradient of an operand is dOut times all the others, summed over the pixels that it scaled.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        for (int i = 0; i < layer.Inputs.Count; i++)
        {
            int operand = layer.Inputs[i];
            if (!gradients.Wants(operand))
            {
                continue;
            }

            string name = $"{layer.Name}.backward.{gradients[operand].Name}";
            int gradient = gradients.Add(name, new Multiply(), layer.Shape, [dOutput, .. layer.Inputs.Where((_, other) => other != i)]);
            TensorShape shape = gradients[operand].Shape;
            gradients.Send(operand, shape == layer.Shape ? gradient : gradients.Add(name + ".sum", new SumOverPixels(), shape, gradient));
        }
    }
}
