using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x where positive, else α·(eˣ − 1). The derivative is 1 or y + α; with a negative α the output does not tell on which side the input was.</summary>
internal sealed record Elu(float Alpha) : Activation
{
    public static readonly LayerDefinition Definition = new("Elu", "elu", Read);

    public override bool IsMonotonic => Alpha >= 0;

    public override bool GradientReadsInput => Alpha < 0;

    public override string Describe() => Alpha == 1f ? "Elu" : $"Elu {Numerals.Plain(Alpha)}";

    public override Expression Value(Expression x) => new SelectGreater(x, new Splat(0f), x, Scaled(new LibraryFunction("ExpMinus1", x)));

    public override Expression Gradient(Expression kept, Expression dOutput)
    {
        Expression slope = GradientReadsInput ? Scaled(new LibraryFunction("Exp", kept)) : new Binary(BinaryOperation.Add, kept, new Splat(Alpha));
        return new SelectGreater(kept, new Splat(0f), dOutput, new Binary(BinaryOperation.Multiply, dOutput, slope));
    }

    private Expression Scaled(Expression value) => Alpha == 1f ? value : new Binary(BinaryOperation.Multiply, value, new Splat(Alpha));

    private static Operator? Read(LayerReader layer)
    {
        float alpha = layer.Finite("alpha", "alpha");
        return layer.IsWrong || layer.Input is null ? null : new Elu(alpha);
    }
}
