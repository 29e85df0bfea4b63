namespace CnnGen;

/// <summary>
/// The quotient, value by value, of labelled outputs of one shape: the first divided by all others. With one operand, the layer before is the first.
/// </summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class DivideAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
