namespace CnnGen;

/// <summary>The sum along one axis, which is 1 long afterwards.</summary>
/// <param name="axis">Along which axis.</param>
/// <remarks>ONNX's <c>ReduceSum</c>.</remarks>
public sealed class SumAttribute(ImageAxis axis) : LayerAttribute
{
    /// <summary>Along which axis.</summary>
    public ImageAxis Axis { get; } = axis;
}
