namespace CnnGen.Generator.Ir;

/// <summary>Copies the value it reads to its place in the record of an inspection, which the caller sees.</summary>
/// <param name="Offset">Floats from the start of the record.</param>
internal abstract record RecordedOperator(int Offset) : Operator;

/// <summary>The value of a layer. Since it is read, no pass fuses the layer with the next one.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Offset">Floats from the start of the record.</param>
/// <param name="GradientOffset">Where the gradient of the value goes.</param>
internal sealed record RecordedValue(string Layer, int Offset, int GradientOffset) : RecordedOperator(Offset)
{
    public override string Describe() => "recorded";
}

/// <summary>The gradient of the value of a layer.</summary>
/// <param name="Offset">Floats from the start of the record.</param>
internal sealed record RecordedGradient(int Offset) : RecordedOperator(Offset)
{
    public override string Describe() => "gradient, recorded";
}
