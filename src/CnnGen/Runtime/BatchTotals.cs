namespace CnnGen.Runtime;

/// <summary>Running sums over the images of a shard.</summary>
public struct BatchTotals
{
    /// <summary>Sum of the losses.</summary>
    public double Loss;

    /// <summary>Images whose largest output was the label.</summary>
    public int Correct;
}
