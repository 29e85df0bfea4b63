using System.Globalization;

namespace CnnGen.Tool.Import;

/// <summary>A value in an attribute, as C# writes it.</summary>
internal abstract record Argument
{
    /// <summary>The value as source text.</summary>
    public abstract string Source { get; }

    public static implicit operator Argument(int value) => new WholeArgument(value);

    public static implicit operator Argument(float value) => new RealArgument(value);

    public static implicit operator Argument(bool value) => new FlagArgument(value);
}

/// <summary>A whole number.</summary>
internal sealed record WholeArgument(int Value) : Argument
{
    public override string Source => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A real number.</summary>
internal sealed record RealArgument(float Value) : Argument
{
    public override string Source => float.IsPositiveInfinity(Value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(Value) ? "float.NegativeInfinity"
        : float.IsNaN(Value) ? "float.NaN"
        : Value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal) + "f";
}

/// <summary>True or false.</summary>
internal sealed record FlagArgument(bool Value) : Argument
{
    public override string Source => Value ? "true" : "false";
}

/// <summary>A member of an enumeration or another constant: <c>Interpolation.Bilinear</c>.</summary>
internal sealed record ConstantArgument(string Text) : Argument
{
    public override string Source => Text;
}

/// <summary>A parameter of a block, or an expression of parameters: <c>nameof(width)</c>, <c>"4 * width"</c>.</summary>
internal sealed record ExpressionArgument(string Text) : Argument
{
    public override string Source => Text;
}
