namespace CnnGen.Tool.Import.Patterns;

/// <summary>Every pattern, the larger ones first: a part of one may look like another.</summary>
internal static class NodePatterns
{
    public static readonly IReadOnlyList<INodePattern> All =
    [
        new LayerNormPattern(),
        new GeluPattern(),
        new HardSwishPattern(),
        new HardSigmoidPattern(),
        new SiluPattern(),
        new MishPattern(),
    ];
}
