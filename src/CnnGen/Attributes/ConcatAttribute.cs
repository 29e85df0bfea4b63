namespace CnnGen;

/// <summary>Joins labelled outputs of one height and width along their channels. With one operand, the layer before comes first.</summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class ConcatAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
