using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>max(x, 0); the gradient at 0 is 0. NaN stays NaN and hands its gradient on, as in PyTorch.</summary>
internal sealed record Relu : Activation
{
    public static readonly LayerDefinition Definition = new("Relu", "relu", static layer => layer.Input is null ? null : new Relu());

    public override int Registers => 0;

    public override string Describe() => "Relu";

    public override Expression Value(Expression x) => new Binary(BinaryOperation.Maximum, new Splat(0f), x);

    public override Expression Gradient(Expression y, Expression dOutput) => new SelectAtMost(y, new Splat(0f), new Splat(0f), dOutput);
}
