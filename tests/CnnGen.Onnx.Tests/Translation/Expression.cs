namespace CnnGen.Onnx.Tests.Translation;

/// <summary>A network for one output of a case, what it is fed and what it must give.</summary>
internal sealed class Expression
{
    /// <summary>The declaration's layers, in brackets.</summary>
    public required string Layers { get; init; }

    /// <summary>Images, channels last.</summary>
    public required float[] Images { get; init; }

    /// <summary>The outputs of all images, channels last; for a loss what its reduction gives.</summary>
    public required float[] Expected { get; init; }

    /// <summary>Tensors of the network, by name.</summary>
    public required IReadOnlyDictionary<string, float[]> Parameters { get; init; }

    /// <summary>What is asked of the loss; null for the output.</summary>
    public LossRequest? Loss { get; init; }
}

/// <summary>How a loss is read.</summary>
/// <param name="Labels">The class of each image, or <see cref="Ignored"/> for one that is not fed.</param>
/// <param name="Reduction"><c>none</c>, <c>mean</c> or <c>sum</c>.</param>
internal sealed record LossRequest(int[] Labels, string Reduction)
{
    /// <summary>In the place of a label: the image does not count.</summary>
    public const int Ignored = -1;
}
