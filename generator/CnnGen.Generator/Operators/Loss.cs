namespace CnnGen.Generator.Operators;

/// <summary>What training makes small; the mean over the batch.</summary>
internal abstract record Loss : Operator
{
    /// <summary>Whether the target is a class index, not a vector of values.</summary>
    public abstract bool TakesLabel { get; }
}
