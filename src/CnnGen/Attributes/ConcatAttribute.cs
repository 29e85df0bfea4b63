namespace CnnGen;

/// <summary>
/// Joins labelled outputs behind each other along an axis; they have one size along the other two. With one operand, the layer before comes first.
/// </summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class ConcatAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;

    /// <summary>
    /// Along which axis: <see cref="ImageAxis.Channels"/> by default, <see cref="ImageAxis.Rows"/> below and <see cref="ImageAxis.Columns"/> beside each other.
    /// </summary>
    public ImageAxis Axis { get; set; }
}
