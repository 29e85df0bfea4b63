namespace CnnGen;

/// <summary>Two axes of an image in each other's place: with rows and columns H×W×C → W×H×C.</summary>
/// <param name="first">An axis.</param>
/// <param name="second">The other one.</param>
public sealed class TransposeAttribute(ImageAxis first, ImageAxis second) : LayerAttribute
{
    /// <summary>An axis.</summary>
    public ImageAxis First { get; } = first;

    /// <summary>The other one.</summary>
    public ImageAxis Second { get; } = second;
}
