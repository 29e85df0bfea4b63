using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>Logarithms of probabilities from scores, over all values of the image or over the channels of each pixel.</summary>
internal sealed record LogSoftmax : Operator
{
    // NormExtent.Channels.
    private const int OverChannels = 0;

    public static readonly LayerDefinition Definition = new("LogSoftmax", "logsoftmax", Read);

    /// <summary>Whether each pixel has probabilities of its own.</summary>
    public bool IsOverChannels { get; init; }

    public override string Describe() => IsOverChannels ? "LogSoftmax over channels" : "LogSoftmax";

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

        return new LogSoftmax { IsOverChannels = !input.IsVector && layer.Integer("Over") == OverChannels };
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new LogSoftmaxGradient { IsOverChannels = IsOverChannels }, node, dOutput);
}
