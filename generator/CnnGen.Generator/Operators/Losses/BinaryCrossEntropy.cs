using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name, from scores: each value of the image is a yes or no of its own.</summary>
internal sealed record BinaryCrossEntropy : Loss
{
    public static readonly LayerDefinition Definition = Define(new BinaryCrossEntropy(), static (layer, input) =>
    {
        if (input.Operator is Sigmoid or Softmax)
        {
            layer.Note(DiagnosticIds.SigmoidBeforeBinaryCrossEntropy, null, layer.Name, input.Name);
        }

        float positive = layer.Finite("PositiveWeight", "the weight of positive targets", otherwise: 1);
        Require(positive > 0, layer, "PositiveWeight", "the weight of positive targets", positive, "a number above 0");
        return new BinaryCrossEntropy { PositiveWeight = positive };
    });

    /// <summary>How much a target of 1 counts beside one of 0.</summary>
    public float PositiveWeight { get; init; } = 1;

    public override bool TakesLabel => false;

    public override bool ReadsLogits => true;

    public override EquatableArray<float> Options => [PositiveWeight];

    public override Operator? OutputActivation(TensorShape input) => new Sigmoid();
}
