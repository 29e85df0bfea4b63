namespace CnnGen;

/// <summary>In training, sets each value to zero with probability <see cref="Rate"/> and divides the others by 1 − rate (inverted dropout). Does nothing in inference.</summary>
/// <param name="rate">Probability of a zero, at least 0 and less than 1.</param>
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>Probability of a zero.</summary>
    public float Rate { get; } = rate;
}
