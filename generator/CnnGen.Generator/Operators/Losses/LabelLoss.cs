using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>A loss that compares with a class index: one an image, or one a position of the image.</summary>
internal abstract record LabelLoss : Loss
{
    /// <summary>A label that does not count, or null.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>How much each class counts; empty where all count alike.</summary>
    public EquatableArray<float> ClassWeights { get; init; } = [];

    /// <summary>The share of a target that all classes get in equal parts.</summary>
    public float LabelSmoothing { get; init; }

    public override bool TakesLabel => true;

    public override int Positions(TensorShape input) => input.Height * input.Width;

    /// <summary>The loss with what its attribute says.</summary>
    protected static Loss? ReadOptions(LabelLoss loss, LayerReader layer, LayerInput input)
    {
        float smoothing = layer.Finite("LabelSmoothing", "label smoothing");
        Require(smoothing is >= 0 and < 1, layer, "LabelSmoothing", "label smoothing", smoothing, "a number from 0 to below 1");
        EquatableArray<float> weights = layer.Reals("ClassWeights", "a class weight") ?? [];
        Require(weights.All(weight => weight >= 0), layer, "ClassWeights", "a class weight", weights.DefaultIfEmpty().Min(), "numbers of at least 0");
        if (weights.Count > 0 && weights.Count != input.Shape.Channels)
        {
            layer.Error(
                DiagnosticIds.ClassWeightsDiffer,
                "ClassWeights",
                layer.Name,
                Numerals.Count(weights.Count, "class weight"),
                input.Name,
                Numerals.Count(input.Shape.Channels, "score"));
        }

        if (input.Shape.Channels == 1 && input.Operator is not Softmax)
        {
            layer.Note(DiagnosticIds.SoftmaxOfOne, null, layer.Name);
        }

        return loss with { IgnoreLabel = layer.Integer("IgnoreLabel"), ClassWeights = weights, LabelSmoothing = smoothing };
    }
}
