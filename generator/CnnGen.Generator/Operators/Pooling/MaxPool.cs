using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The maximum of each window; padding never wins.</summary>
internal sealed record MaxPool(WindowAxis Vertical, WindowAxis Horizontal) : ExtremumPool(Vertical, Horizontal)
{
    public static readonly LayerDefinition Definition = new("MaxPool", "pool", Read);

    /// <summary>Whether it was declared as the maximum of the whole image, whatever its size.</summary>
    public bool IsGlobal { get; init; }

    public override bool IsMaximum => true;

    public override string Describe() => IsGlobal ? "GlobalMaxPool" : $"MaxPool {WindowText.Describe(Vertical, Horizontal)}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) => IsGlobal ? "" : base.Arithmetic(inputs);

    private static Operator? Read(LayerReader layer) =>
        ReadWindow(layer) is var (vertical, horizontal) && !layer.IsWrong ? new MaxPool(vertical, horizontal) : null;
}
