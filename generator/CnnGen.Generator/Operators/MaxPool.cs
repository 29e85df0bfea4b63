using CnnGen.Geometry;

namespace CnnGen.Generator.Operators;

/// <summary>The maximum of each window; padding never wins.</summary>
internal sealed record MaxPool(WindowAxis Vertical, WindowAxis Horizontal) : WindowPool(Vertical, Horizontal)
{
    public static readonly LayerDefinition Definition = new("MaxPool", "pool", Read);

    public override string Describe() => $"MaxPool {WindowText.Describe(Vertical, Horizontal)}";

    private static Operator? Read(LayerReader layer) =>
        ReadWindow(layer) is var (vertical, horizontal) && !layer.IsWrong ? new MaxPool(vertical, horizontal) : null;
}
