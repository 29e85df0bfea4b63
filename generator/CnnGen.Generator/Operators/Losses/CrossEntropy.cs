using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name.</summary>
internal sealed record CrossEntropy : Loss
{
    public static readonly LayerDefinition Definition = Define(new CrossEntropy(), static (layer, input) =>
    {
        if (input.Operator is not (null or Softmax))
        {
            layer.Note(DiagnosticIds.CrossEntropyWithoutSoftmax, null, layer.Name, input.Name);
        }
    });

    public override bool TakesLabel => true;

    public override string Describe() => "CrossEntropy";
}
