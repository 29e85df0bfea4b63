using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The maximum of each window; padding never wins.</summary>
internal sealed record MaxPool(WindowAxis Vertical, WindowAxis Horizontal) : WindowPool(Vertical, Horizontal)
{
    public static readonly LayerDefinition Definition = new("MaxPool", "pool", Read);

    /// <summary>Whether it was declared as the maximum of the whole image, whatever its size.</summary>
    public bool IsGlobal { get; init; }

    public override string Describe() => IsGlobal ? "GlobalMaxPool" : $"MaxPool {WindowText.Describe(Vertical, Horizontal)}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) => IsGlobal ? "" : base.Arithmetic(inputs);

    /// <summary>Whether the place of each window's first maximum is kept for the backward pass.</summary>
    public bool KeepsArgMax { get; init; }

    private static Operator? Read(LayerReader layer) =>
        ReadWindow(layer) is var (vertical, horizontal) && !layer.IsWrong ? new MaxPool(vertical, horizontal) : null;

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new MaxPoolGradient(this), node, dOutput);
}
