using CnnGen.Generator.Ir;

namespace CnnGen.Tool.Export;

/// <summary>A value of the network as an array of ONNX.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">One image's shape.</param>
/// <param name="IsFlat">Whether it is [image, values] in channel-first order; else [image, channel, row, column].</param>
internal sealed record ExportedValue(string Name, TensorShape Shape, bool IsFlat)
{
    /// <summary>Sizes behind the number of images.</summary>
    public IEnumerable<int> Sizes => IsFlat ? [Shape.Length] : [Shape.Channels, Shape.Height, Shape.Width];
}
