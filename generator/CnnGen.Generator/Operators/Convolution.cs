using CnnGen.Geometry;

namespace CnnGen.Generator.Operators;

/// <summary>Convolution over height and width. Weights [oc, ic, kh, kw].</summary>
internal sealed record Convolution(WindowAxis Vertical, WindowAxis Horizontal, int Filters, bool HasBias) : Operator
{
    public override string Describe() => "Conv";
}
