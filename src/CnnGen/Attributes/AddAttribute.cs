namespace CnnGen;

/// <summary>The sum, value by value, of labelled outputs of one shape. With one operand, it is added to the layer before.</summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class AddAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
