using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The minimum of each window; padding never wins.</summary>
internal sealed record MinPool(WindowAxis Vertical, WindowAxis Horizontal) : ExtremumPool(Vertical, Horizontal)
{
    public static readonly LayerDefinition Definition = new("MinPool", "pool", Read);

    public override bool IsMaximum => false;

    public override string Describe() => $"MinPool {WindowText.Describe(Vertical, Horizontal)}";

    private static Operator? Read(LayerReader layer) =>
        ReadWindow(layer) is var (vertical, horizontal) && !layer.IsWrong ? new MinPool(vertical, horizontal) : null;
}
