using CnnGen.Geometry;

namespace CnnGen.Generator.Operators;

/// <summary>The maximum of each window; padding never wins.</summary>
internal sealed record MaxPool(WindowAxis Vertical, WindowAxis Horizontal) : WindowPool(Vertical, Horizontal)
{
    public override string Describe() => "MaxPool";
}
