using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name: over the scores of an image, or over those of each of its positions.</summary>
internal sealed record SoftmaxCrossEntropy : LabelLoss
{
    public static readonly LayerDefinition Definition = Define(new SoftmaxCrossEntropy(), static (layer, input) =>
    {
        if (input.Operator is Softmax)
        {
            layer.Note(DiagnosticIds.SoftmaxBeforeSoftmaxCrossEntropy, null, layer.Name, input.Name);
        }

        return ReadOptions(new SoftmaxCrossEntropy(), layer, input);
    });

    public override bool ReadsLogits => true;

    public override Operator? OutputActivation(TensorShape input) => new Softmax { IsOverChannels = !input.IsVector };
}
