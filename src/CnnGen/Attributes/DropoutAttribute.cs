namespace CnnGen;

/// <summary>
/// In training, sets each value to zero with probability <see cref="Rate"/> and divides the others by 1 − rate (inverted dropout). Does nothing in inference.
/// </summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Dropout of a fixed rate.</summary>
    /// <param name="rate">Probability of a zero, at least 0 and less than 1.</param>
    public DropoutAttribute(float rate)
        : this((object)rate)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="rate">Probability of a zero: a number or a parameter's name.</param>
    public DropoutAttribute(object rate) => Rate = rate;

    /// <summary>Probability of a zero.</summary>
    public object Rate { get; }
}
