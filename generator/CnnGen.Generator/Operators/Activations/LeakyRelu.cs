using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x where positive, else slope·x. Unless the slope is negative, the sign of the output is that of the input.</summary>
internal sealed record LeakyRelu(float Slope) : Activation
{
    public static readonly LayerDefinition Definition = new("LeakyRelu", "leakyrelu", Read);

    // A slope of 0 makes NaN of −∞, which a maximum taken before would hide.
    public override bool IsMonotonic => Slope > 0;

    public override bool GradientReadsInput => Slope < 0;

    public override int Registers => 2;

    public override string Describe() => $"LeakyRelu {Numerals.Plain(Slope)}";

    public override Expression Value(Expression x) => new SelectGreater(x, new Splat(0f), x, new Binary(BinaryOperation.Multiply, x, new Splat(Slope)));

    public override Expression Gradient(Expression kept, Expression dOutput) =>
        new SelectGreater(kept, new Splat(0f), dOutput, new Binary(BinaryOperation.Multiply, dOutput, new Splat(Slope)));

    private static Operator? Read(LayerReader layer)
    {
        float slope = layer.Finite("slope", "slope");
        return layer.IsWrong || layer.Input is null ? null : new LeakyRelu(slope);
    }
}
