namespace CnnGen;

/// <summary>
/// The largest, value by value, of labelled outputs of one shape; NaN where one is NaN. Its gradient goes to the first that is largest. With one operand, the
/// layer before is the first.
/// </summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class MaximumAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
