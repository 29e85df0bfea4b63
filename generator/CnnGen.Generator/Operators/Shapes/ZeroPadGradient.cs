using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The gradient of a <see cref="ZeroPad"/>: what stands inside the padding.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="ChannelsBefore">Channels before those of the image.</param>
internal sealed record ZeroPadGradient(int Top, int Left, int ChannelsBefore) : Operator
{
    public override string Describe() => "gradient of ZeroPad";
}
