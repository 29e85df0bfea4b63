namespace CnnGen;

/// <summary>
/// In training drops all values of an image with a probability and divides those of other images by 1 − rate; in inference it does nothing (Huang et al. 2016).
/// At the end of a residual branch, before <c>Add</c>: the block is skipped for some images of the batch.
/// </summary>
public sealed class StochasticDepthAttribute : LayerAttribute
{
    /// <summary>Drops images at a rate.</summary>
    /// <param name="rate">The probability, at least 0 and below 1.</param>
    public StochasticDepthAttribute(float rate) => Rate = rate;

    /// <summary>Drops images at a rate that a block's parameter gives.</summary>
    /// <param name="rate">The probability, or a parameter's name.</param>
    public StochasticDepthAttribute(object rate) => Rate = rate;

    /// <summary>The probability that an image is dropped.</summary>
    public object Rate { get; }
}
