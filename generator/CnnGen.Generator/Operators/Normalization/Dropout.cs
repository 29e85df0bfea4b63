using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>Inverted dropout in training, nothing in inference.</summary>
internal sealed record Dropout(float Rate) : Operator
{
    public static readonly LayerDefinition Definition = new("Dropout", "dropout", Read);

    public override string Describe() => $"Dropout {Numerals.Plain(Rate)}";

    private static Operator? Read(LayerReader layer)
    {
        float rate = layer.Real("rate");
        if (!(rate >= 0 && rate < 1))
        {
            layer.Error(DiagnosticIds.DropoutRate, "rate", layer.Name, Numerals.Plain(rate));
        }

        return layer.IsWrong || layer.Input is null ? null : new Dropout(rate);
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new DropoutGradient(Rate, gradients[node].Name), dOutput);
}
