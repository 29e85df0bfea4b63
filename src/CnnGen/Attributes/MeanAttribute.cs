namespace CnnGen;

/// <summary>The mean along one axis, which is 1 long afterwards. Over rows and columns together it is <see cref="GlobalAveragePoolAttribute"/>.</summary>
/// <param name="axis">Along which axis.</param>
/// <remarks>ONNX's <c>ReduceMean</c>.</remarks>
public sealed class MeanAttribute(ImageAxis axis) : LayerAttribute
{
    /// <summary>Along which axis.</summary>
    public ImageAxis Axis { get; } = axis;
}
