using CnnGen.Generator.Ir;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>One value of each window wins: the gradient goes to it alone.</summary>
internal abstract record ExtremumPool(WindowAxis Vertical, WindowAxis Horizontal) : WindowPool(Vertical, Horizontal)
{
    /// <summary>Whether the largest value wins, and not the smallest.</summary>
    public abstract bool IsMaximum { get; }

    public override string Operation => IsMaximum ? "max" : "min";

    /// <summary>Whether the place of each window's first extremum is kept for the backward pass.</summary>
    public bool KeepsArgMax { get; init; }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new MaxPoolGradient(this), node, dOutput);
}
