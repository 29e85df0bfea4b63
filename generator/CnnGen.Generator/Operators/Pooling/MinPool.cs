using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The minimum of each window; padding never wins.</summary>
internal sealed record MinPool(WindowAxis Vertical, WindowAxis Horizontal) : WindowPool(Vertical, Horizontal)
{
    public static readonly LayerDefinition Definition = new("MinPool", "pool", Read);

    public override string Describe() => $"MinPool {WindowText.Describe(Vertical, Horizontal)}";

    /// <summary>Whether the place of each window's first minimum is kept for the backward pass.</summary>
    public bool KeepsArgMax { get; init; }

    private static Operator? Read(LayerReader layer) =>
        ReadWindow(layer) is var (vertical, horizontal) && !layer.IsWrong ? new MinPool(vertical, horizontal) : null;

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new MaxPoolGradient(this), node, dOutput);
}
