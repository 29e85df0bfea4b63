using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>out[c] = in[c] / (k + α' · Σ in[i]²)^β over the channels i from c − before to c + after.</summary>
/// <param name="Size">Channels of the window.</param>
/// <param name="Alpha">α as it was declared.</param>
/// <param name="Beta">The exponent.</param>
/// <param name="Bias">k.</param>
/// <param name="AlphaPerElement">Whether α' is α; else it is α / size.</param>
internal sealed record LocalResponseNorm(int Size, float Alpha, float Beta, float Bias, bool AlphaPerElement) : Operator
{
    public static readonly LayerDefinition Definition = new("LocalResponseNorm", "lrn", Read);

    /// <summary>The factor of the sum of squares.</summary>
    public float Scale => AlphaPerElement ? Alpha : Alpha / Size;

    /// <summary>Channels of the window before its own.</summary>
    public int Before => (Size - 1) / 2;

    /// <summary>Channels of the window behind its own.</summary>
    public int After => Size / 2;

    public override string Describe() =>
        $"LocalResponseNorm {Numerals.Plain(Size)}, α {Numerals.Plain(Alpha)}{(AlphaPerElement ? " an element" : "")}, β {Numerals.Plain(Beta)}, k "
        + $"{Numerals.Plain(Bias)}";

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new LocalResponseNormGradient(this), gradients[node].Inputs[0], dOutput);

    private static Operator? Read(LayerReader layer)
    {
        int size = layer.Size("size", "size");
        float alpha = layer.Finite("Alpha", "alpha", 1e-4f);
        float beta = layer.Finite("Beta", "beta", 0.75f);
        float bias = layer.Finite("Bias", "bias", 1);
        bool perElement = layer.Flag("AlphaPerElement", otherwise: false);
        Positive(layer, "Alpha", alpha, !(alpha < 0), "at least 0");
        Positive(layer, "Bias", bias, !(bias <= 0), "more than 0");
        if (layer.IsWrong)
        {
            return null;
        }

        if (size == 5 && alpha == 1e-4f && beta == 0.75f && bias == 2 && !perElement)
        {
            layer.Note(DiagnosticIds.AlphaOfThePaper, "Bias", layer.Name);
        }

        return layer.Input is null ? null : new LocalResponseNorm(size, alpha, beta, bias, perElement);
    }

    private static void Positive(LayerReader layer, string argument, float value, bool holds, string bound)
    {
        if (!holds)
        {
            layer.Error(DiagnosticIds.DivisorNotPositive, argument, layer.Name, argument.ToLowerInvariant(), Numerals.Plain(value), bound);
        }
    }
}
