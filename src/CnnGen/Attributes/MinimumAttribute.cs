namespace CnnGen;

/// <summary>
/// The smallest, value by value, of labelled outputs of one shape; NaN where one is NaN. Its gradient goes to the first that is smallest. With one operand, the
/// layer before is the first.
/// </summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class MinimumAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
