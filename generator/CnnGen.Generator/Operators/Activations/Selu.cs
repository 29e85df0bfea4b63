using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>λ·x where positive, else λ·α·(eˣ − 1). The derivative is λ or y + λ·α.</summary>
internal sealed record Selu : Activation
{
    public static readonly LayerDefinition Definition = new("Selu", "selu", static layer => layer.Input is null ? null : new Selu());

    /// <summary>λ: the slope of positive values.</summary>
    public const float Scale = 1.05070098f;

    /// <summary>α: where negative values end, before they are scaled.</summary>
    public const float Alpha = 1.67326324f;

    // λ·α, rounded once.
    private const float ScaleAlpha = (float)(1.0507009873554804934193349852946 * 1.6732632423543772848170429916717);

    public override string Describe() => "Selu";

    public override Expression Value(Expression x) =>
        new SelectGreater(x, new Splat(0f), Times(x, Scale), Times(new LibraryFunction("ExpMinus1", x), ScaleAlpha));

    public override Expression Gradient(Expression kept, Expression dOutput) =>
        new SelectGreater(
            kept,
            new Splat(0f),
            Times(dOutput, Scale),
            new Binary(BinaryOperation.Multiply, dOutput, new Binary(BinaryOperation.Add, kept, new Splat(ScaleAlpha))));

    private static Binary Times(Expression value, float factor) => new(BinaryOperation.Multiply, value, new Splat(factor));
}
