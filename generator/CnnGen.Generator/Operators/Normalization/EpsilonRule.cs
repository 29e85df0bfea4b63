using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>Reads what is added to a variance: above 0, so that equal values are not divided by zero.</summary>
internal static class EpsilonRule
{
    public const float Default = 1e-5f;

    /// <summary>Epsilon; where it is wrong, that is reported.</summary>
    public static float Read(LayerReader layer)
    {
        float epsilon = layer.Real("Epsilon", otherwise: Default);
        if (!(epsilon > 0) || float.IsInfinity(epsilon))
        {
            layer.Error(DiagnosticIds.BatchNormNumber, "Epsilon", layer.Name, "epsilon", Numerals.Plain(epsilon), "a number above 0, such as 1e-5f");
        }

        return epsilon;
    }

    /// <summary>For the table of layers: nothing where it is the default.</summary>
    public static string Describe(float epsilon) => epsilon == Default ? "" : $", epsilon {Numerals.Plain(epsilon)}";
}
