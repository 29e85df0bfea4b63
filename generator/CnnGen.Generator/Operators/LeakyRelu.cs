using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators;

/// <summary>x where positive, else slope·x.</summary>
internal sealed record LeakyRelu(float Slope) : Activation
{
    public static readonly LayerDefinition Definition = new("LeakyRelu", "leakyrelu", Read);

    public override string Describe() => $"LeakyRelu {Numerals.Plain(Slope)}";

    private static Operator? Read(LayerReader layer)
    {
        float slope = layer.Real("slope");
        if (float.IsNaN(slope) || float.IsInfinity(slope))
        {
            layer.Error(DiagnosticIds.NotFinite, "slope", layer.Name, "slope", Numerals.Plain(slope));
        }

        return layer.IsWrong || layer.Input is null ? null : new LeakyRelu(slope);
    }
}
