using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name.</summary>
internal sealed record SoftmaxCrossEntropy : Loss
{
    public static readonly LayerDefinition Definition = Define(new SoftmaxCrossEntropy(), static (layer, input) =>
    {
        if (input.Operator is Softmax)
        {
            layer.Note(DiagnosticIds.SoftmaxBeforeSoftmaxCrossEntropy, null, layer.Name, input.Name);
        }
    });

    public override bool TakesLabel => true;

    public override bool IncludesSoftmax => true;

    public override string Describe() => "SoftmaxCrossEntropy";
}
