namespace CnnGen.Generator.Model;

/// <summary>The value of an argument, of the types that layer attributes have.</summary>
internal abstract record ArgumentValue
{
    /// <summary>The value as messages show it.</summary>
    public abstract string Text { get; }
}

/// <summary>A whole number.</summary>
internal sealed record IntegerArgument(int Value) : ArgumentValue
{
    public override string Text => Numerals.Plain(Value);
}

/// <summary>A real number.</summary>
internal sealed record RealArgument(float Value) : ArgumentValue
{
    public override string Text => Numerals.Plain(Value);
}

/// <summary>Yes or no.</summary>
internal sealed record BooleanArgument(bool Value) : ArgumentValue
{
    public override string Text => Value ? "true" : "false";
}

/// <summary>Labels or names of other layers.</summary>
internal sealed record NamesArgument(EquatableArray<string> Values) : ArgumentValue
{
    public override string Text => string.Join(", ", Values.Select(value => $"\"{value}\""));
}

/// <summary>Real numbers in their order.</summary>
internal sealed record RealsArgument(EquatableArray<float> Values) : ArgumentValue
{
    public override string Text => $"a list of {Numerals.Count(Values.Count, "number")}";
}

/// <summary>Text where a number may stand: a parameter's name or an expression. Its value is known when the block around it is used.</summary>
internal sealed record ExpressionArgument(string Expression) : ArgumentValue
{
    public override string Text => $"\"{Expression}\"";
}

/// <summary>A value that no layer takes, such as a character.</summary>
internal sealed record OtherArgument(string Description) : ArgumentValue
{
    public override string Text => Description;
}

/// <summary>A value that is not known: of a parameter while a block is checked by itself, or of an expression that is wrong.</summary>
internal sealed record UnknownArgument : ArgumentValue
{
    public static readonly UnknownArgument Instance = new();

    public override string Text => "?";
}
