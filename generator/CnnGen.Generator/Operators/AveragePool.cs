using CnnGen.Geometry;

namespace CnnGen.Generator.Operators;

/// <summary>The mean of each window.</summary>
internal sealed record AveragePool(WindowAxis Vertical, WindowAxis Horizontal, bool CountPadding) : WindowPool(Vertical, Horizontal)
{
    public override string Describe() => "AveragePool";
}
