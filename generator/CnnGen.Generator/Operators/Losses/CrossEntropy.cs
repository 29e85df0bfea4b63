using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name.</summary>
internal sealed record CrossEntropy : LabelLoss
{
    public static readonly LayerDefinition Definition = Define(new CrossEntropy(), static (layer, input) =>
    {
        if (!input.Shape.IsVector)
        {
            layer.Error(DiagnosticIds.LossNeedsVector, null, layer.Name, nameof(CrossEntropy), input.Name, input.Shape.ToString());
            return null;
        }

        if (input.Operator is not (null or Softmax))
        {
            layer.Note(DiagnosticIds.CrossEntropyWithoutSoftmax, null, layer.Name, input.Name);
        }

        return ReadOptions(new CrossEntropy(), layer, input);
    });
}
