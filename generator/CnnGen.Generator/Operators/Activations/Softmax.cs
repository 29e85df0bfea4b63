using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>Probabilities from scores, over all values of the image or over the channels of each pixel.</summary>
internal sealed record Softmax : Operator
{
    // NormExtent.Channels.
    private const int OverChannels = 0;

    public static readonly LayerDefinition Definition = new("Softmax", "softmax", Read);

    /// <summary>Whether each pixel has probabilities of its own.</summary>
    public bool IsOverChannels { get; init; }

    public override string Describe() => IsOverChannels ? "Softmax over channels" : "Softmax";

    private static Operator? Read(LayerReader layer)
    {
        if (layer.Input is not { Shape: var input })
        {
            return null;
        }

        if (input.Length == 1 || (input.Channels == 1 && layer.Integer("Over") == OverChannels))
        {
            layer.Note(DiagnosticIds.SoftmaxOfOne, null, layer.Name);
        }

        return new Softmax { IsOverChannels = !input.IsVector && layer.Integer("Over") == OverChannels };
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new SoftmaxGradient { IsOverChannels = IsOverChannels }, node, dOutput);
}
