using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>Inverted dropout in training, nothing in inference.</summary>
internal sealed record Dropout(float Rate) : Operator
{
    public static readonly LayerDefinition Definition = new("Dropout", "dropout", layer => Read(layer, dropsImages: false));

    /// <summary>Dropout of whole images: the depth of the network is random, where it stands in a residual branch.</summary>
    public static readonly LayerDefinition StochasticDepth = new("StochasticDepth", "stochasticdepth", layer => Read(layer, dropsImages: true));

    /// <summary>Whether all values of an image are kept or dropped together.</summary>
    public bool DropsImages { get; init; }

    public override string Describe() => $"{(DropsImages ? "StochasticDepth" : "Dropout")} {Numerals.Plain(Rate)}";

    private static Operator? Read(LayerReader layer, bool dropsImages)
    {
        float rate = layer.Real("rate");
        if (!(rate >= 0 && rate < 1))
        {
            layer.Error(DiagnosticIds.DropoutRate, "rate", layer.Name, Numerals.Plain(rate));
        }

        return layer.IsWrong || layer.Input is null ? null : new Dropout(rate) { DropsImages = dropsImages };
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new DropoutGradient(Rate, gradients[node].Name, DropsImages), dOutput);
}
