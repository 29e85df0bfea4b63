namespace CnnGen;

/// <summary>Where output o stands in the input, at scale s. The names are those of ONNX's Resize.</summary>
public enum UpsampleCoordinates
{
    /// <summary>(o + ½)/s − ½: both images cover the same area. PyTorch's <c>align_corners=False</c>.</summary>
    HalfPixel,

    /// <summary>o/s: the first rows and columns coincide.</summary>
    Asymmetric,
}
