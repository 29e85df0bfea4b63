namespace CnnGen;

/// <summary>
/// Names what a network gives, where that is not the last layer alone: <c>[Output("boxes", "scores")]</c> behind the layers, before the losses. <c>Forward</c>
/// has a span for each, in this order; <see cref="NetworkInfo.Outputs"/> lists them for generic code.
/// </summary>
/// <param name="operands">Labels or names of earlier layers.</param>
public sealed class OutputAttribute(params string[] operands) : LayerAttribute
{
    /// <summary>Labels or names of earlier layers.</summary>
    public IReadOnlyList<string> Operands { get; } = operands;
}
