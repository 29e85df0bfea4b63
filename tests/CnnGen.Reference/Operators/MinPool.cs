namespace CnnGen.Reference.Operators;

/// <summary>The minimum of each window.</summary>
public sealed class MinPool(RefWindow window) : ExtremumPool(window)
{
    protected override bool Beats(double x, double extremum) => x < extremum || double.IsNaN(x);
}
