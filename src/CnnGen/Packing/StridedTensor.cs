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

    /// <summary>
    /// tensor += packed for some of the outermost indices, of one block after the other: what several images contribute is added in their order.
    /// </summary>
    /// <param name="packed">First element of the first block in the kernel's order.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="blockStride">From a block to the next.</param>
    /// <param name="tensor">First element in PyTorch's order.</param>
    /// <param name="extents">Sizes, at most six.</param>
    /// <param name="tensorStrides">Steps in the tensor.</param>
    /// <param name="packedStrides">Steps in the packed order.</param>
    /// <param name="from">First of the outermost indices.</param>
    /// <param name="to">Where they end.</param>
    public static void AddBlocks(
        float* packed,
        int blocks,
        int blockStride,
        float* tensor,
        ReadOnlySpan<int> extents,
        ReadOnlySpan<int> tensorStrides,
        ReadOnlySpan<int> packedStrides,
        int from,
        int to)
    {
        Span<int> sizes = stackalloc int[extents.Length];
        extents.CopyTo(sizes);
        sizes[0] = to - from;
        for (int block = 0; block < blocks && to > from; block++)
        {
            float* source = packed + ((nint)block * blockStride) + ((nint)from * packedStrides[0]);
            StridedLoops<Addition>.Run(source, tensor + ((nint)from * tensorStrides[0]), sizes, packedStrides, tensorStrides);
        }
    }
}
