namespace CnnGen;

/// <summary>
/// The mean of −t·log σ(x) − (1 − t)·log(1 − σ(x)) over all values, from scores x and targets t from 0 to 1: a yes or no for each value, of labels that do not
/// exclude each other or of the pixels of a mask. <c>Forward</c> gives the probabilities σ(x), <c>Logits</c> the scores.
/// </summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute
{
    /// <summary>What the first term is multiplied by: above 1 where positive targets are rare. A number above 0.</summary>
    public float PositiveWeight { get; set; } = 1;
}
