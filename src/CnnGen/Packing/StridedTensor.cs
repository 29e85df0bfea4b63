using CnnGen.Vectors;

namespace CnnGen.Packing;

/// <summary>Copies between PyTorch's order of a tensor and the order of a kernel; called by generated code.</summary>
public static unsafe class StridedTensor
{
    /// <summary>packed = tensor.</summary>
    /// <param name="tensor">First element in PyTorch's order.</param>
    /// <param name="packed">First element in the kernel's order.</param>
    /// <param name="extents">Sizes, at most six.</param>
    /// <param name="tensorStrides">Steps in the tensor.</param>
    /// <param name="packedStrides">Steps in the packed order.</param>
    public static void Copy(float* tensor, float* packed, ReadOnlySpan<int> extents, ReadOnlySpan<int> tensorStrides, ReadOnlySpan<int> packedStrides) =>
        StridedLoops<Assignment>.Run(tensor, packed, extents, tensorStrides, packedStrides);

    /// <summary>tensor += packed.</summary>
    /// <param name="packed">First element in the kernel's order.</param>
    /// <param name="tensor">First element in PyTorch's order.</param>
    /// <param name="extents">Sizes, at most six.</param>
    /// <param name="tensorStrides">Steps in the tensor.</param>
    /// <param name="packedStrides">Steps in the packed order.</param>
    public static void Add(float* packed, float* tensor, ReadOnlySpan<int> extents, ReadOnlySpan<int> tensorStrides, ReadOnlySpan<int> packedStrides) =>
        StridedLoops<Addition>.Run(packed, tensor, extents, packedStrides, tensorStrides);
}
