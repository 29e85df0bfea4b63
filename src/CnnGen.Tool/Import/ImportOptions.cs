namespace CnnGen.Tool.Import;

/// <summary>What the user says about a model.</summary>
internal sealed record ImportOptions
{
    /// <summary>The shape of the input in the model's own order, where the model leaves sizes open or others are wanted.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>The outputs that the network gives; null for all of the model's.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>The class's name; null for the file's.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>
    /// Whether axes of the input other than the first may count images. ONNX's operator cases need that: a softmax along an axis is a network whose images are
    /// the places along the others.
    /// </summary>
    public bool AllowsSeveralImages { get; init; }

    /// <summary>Whether the model may compute constants of any size, so that a small file can ask for much memory.</summary>
    public bool AllowsLargeConstants { get; init; }

    /// <summary>Whether repeated parts become blocks.</summary>
    public bool FindsBlocks { get; init; } = true;
}
