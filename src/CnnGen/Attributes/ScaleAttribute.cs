namespace CnnGen;

/// <summary>
/// weight[c]·x, with <see cref="Bias"/> weight[c]·x + bias[c]: a learnt factor for each channel, also called layer scale at the end of a residual branch.
/// </summary>
/// <remarks>
/// Source: H. Touvron et al., "Going deeper with Image Transformers" (2021), where factors begin at 1e-6 to 0.1. In inference it costs nothing behind a
/// convolution or dense layer.
/// </remarks>
public sealed class ScaleAttribute : LayerAttribute
{
    /// <summary>Factors that begin at a number.</summary>
    /// <param name="initial">Every factor before training.</param>
    public ScaleAttribute(float initial = 1f)
        : this((object)initial)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="initial">Every factor before training: a number or a parameter's name.</param>
    public ScaleAttribute(object initial) => Initial = initial;

    /// <summary>Every factor before training.</summary>
    public object Initial { get; }

    /// <summary>Whether a learnt number, 0 before training, is added to each channel; <see langword="false"/> by default.</summary>
    public object? Bias { get; set; }
}
