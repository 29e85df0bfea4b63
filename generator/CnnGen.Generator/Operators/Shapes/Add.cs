using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The sum of values of one shape.</summary>
internal sealed record Add : Operator
{
    public static readonly LayerDefinition Definition = new("Add", "add", Read) { TakesOperands = true };

    public override string Describe() => "Add";

    private static Operator? Read(LayerReader layer)
    {
        if (layer.Inputs is not { } inputs)
        {
            return null;
        }

        LayerInput first = inputs[0];
        for (int i = 1; i < inputs.Count; i++)
        {
            LayerInput other = inputs[i];
            if (other.Shape != first.Shape)
            {
                layer.OperandError(
                    DiagnosticIds.AddOperandsDiffer,
                    i,
                    layer.Name,
                    first.Name,
                    first.Shape.ToString(),
                    other.Name,
                    other.Shape.ToString(),
                    "Add");
                return null;
            }
        }

        return new Add();
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        foreach (int operand in gradients[node].Inputs)
        {
            gradients.Send(operand, dOutput);
        }
    }
}
