using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Values of one shape, joined value by value by one operation.</summary>
internal abstract record ElementwiseJoin : Operator
{
    /// <summary>The value in terms of the operands' names, for comments.</summary>
    public abstract string Formula(IReadOnlyList<string> operands);

    /// <summary>The value of all operands.</summary>
    public abstract Expression Value(Expression[] x);

    /// <summary>The gradient of an operand.</summary>
    /// <param name="x">The operands.</param>
    /// <param name="y">The value.</param>
    /// <param name="g">The gradient of the value.</param>
    /// <param name="operand">Which operand.</param>
    public abstract Expression Gradient(Expression[] x, Expression y, Expression g, int operand);

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        for (int i = 0; i < layer.Inputs.Count; i++)
        {
            int operand = layer.Inputs[i];
            if (gradients.Wants(operand))
            {
                string name = $"{layer.Name}.backward.{gradients[operand].Name}";
                gradients.Send(operand, gradients.Add(name, new ElementwiseJoinGradient(this, i), layer.Shape, [.. layer.Inputs, node, dOutput]));
            }
        }
    }

    /// <summary>Checks that all operands have one shape.</summary>
    protected static Operator? Read(LayerReader layer, ElementwiseJoin join)
    {
        if (layer.Inputs is not { } inputs)
        {
            return null;
        }

        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].Shape != inputs[0].Shape)
            {
                layer.OperandError(
                    DiagnosticIds.AddOperandsDiffer,
                    i,
                    layer.Name,
                    inputs[0].Name,
                    inputs[0].Shape.ToString(),
                    inputs[i].Name,
                    inputs[i].Shape.ToString(),
                    join.Describe());
                return null;
            }
        }

        return join;
    }

    /// <summary>All operands in their order with one operation between them.</summary>
    protected static Expression Chain(BinaryOperation operation, Expression[] x)
    {
        Expression result = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            result = new Binary(operation, result, x[i]);
        }

        return result;
    }
}

/// <summary>The gradient of one operand of an <see cref="ElementwiseJoin"/>. Reads (operands, value, dOut).</summary>
internal sealed record ElementwiseJoinGradient(ElementwiseJoin Join, int Operand) : Operator
{
    public override string Describe() => $"gradient of {Join.Describe()}";
}
