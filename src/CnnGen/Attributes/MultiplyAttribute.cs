namespace CnnGen;

/// <summary>
/// The product, value by value, of labelled outputs. With one operand, the layer before is multiplied with it. Operands have one shape, or are vectors with a
/// number for each channel of the others, which then scale every pixel (squeeze and excitation).
/// </summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class MultiplyAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
