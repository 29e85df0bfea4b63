using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x between two bounds, of which one may be infinite; the derivative is 1 strictly between them and 0 at them.</summary>
/// <remarks>
/// The derivative at NaN is PyTorch's: 1 between two bounds (hardtanh and ReLU6 ask what is outside), 0 beside one (clamp asks what is inside). The loss is NaN
/// in either case.
/// </remarks>
internal sealed record Clip(float Min, float Max) : Activation
{
    public static readonly LayerDefinition Definition = new("Clip", "clip", Read);

    public override int Registers => (Min is 0f or float.NegativeInfinity ? 0 : 1) + (float.IsPositiveInfinity(Max) ? 0 : 1);

    public override string Describe() => $"Clip {Numerals.Plain(Min)}, {Numerals.Plain(Max)}";

    public override Expression Value(Expression x)
    {
        Expression below = float.IsPositiveInfinity(Max) ? x : new Binary(BinaryOperation.Minimum, new Splat(Max), x);
        return float.IsNegativeInfinity(Min) ? below : new Binary(BinaryOperation.Maximum, new Splat(Min), below);
    }

    public override Expression Gradient(Expression kept, Expression dOutput)
    {
        if (!float.IsInfinity(Min) && !float.IsInfinity(Max))
        {
            Expression notAbove = new SelectAtMost(new Splat(Max), kept, new Splat(0f), dOutput);
            return new SelectAtMost(kept, new Splat(Min), new Splat(0f), notAbove);
        }

        Expression below = float.IsPositiveInfinity(Max) ? dOutput : new SelectGreater(new Splat(Max), kept, dOutput, new Splat(0f));
        return float.IsNegativeInfinity(Min) ? below : new SelectGreater(kept, new Splat(Min), below, new Splat(0f));
    }

    private static Operator? Read(LayerReader layer)
    {
        float min = layer.Real("min");
        float max = layer.Real("max");
        if (!(min < max))
        {
            layer.Error(DiagnosticIds.EmptyRange, "min", layer.Name, Numerals.Plain(min), Numerals.Plain(max));
        }

        return layer.IsWrong || layer.Input is null ? null : new Clip(min, max);
    }
}
