namespace CnnGen.Reference.Operators;

/// <summary>The maximum of each window.</summary>
public sealed class MaxPool(RefWindow window) : ExtremumPool(window)
{
    protected override bool Beats(double x, double extremum) => x > extremum || double.IsNaN(x);
}
