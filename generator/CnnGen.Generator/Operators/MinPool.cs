using CnnGen.Geometry;

namespace CnnGen.Generator.Operators;

/// <summary>The minimum of each window; padding never wins.</summary>
internal sealed record MinPool(WindowAxis Vertical, WindowAxis Horizontal) : WindowPool(Vertical, Horizontal)
{
    public override string Describe() => "MinPool";
}
