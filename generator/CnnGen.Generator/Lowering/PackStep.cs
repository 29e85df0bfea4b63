using CnnGen.Generator.Model;

namespace CnnGen.Generator.Lowering;

/// <summary>One step of bringing the parameters into the form that kernels read.</summary>
internal abstract record PackingStep;

/// <summary>Copies a block of a tensor between PyTorch's order and the order of a kernel.</summary>
/// <param name="Remark">What and in which order: <c>conv1.weight as [kh, kw, ic, oc 16]</c>.</param>
/// <param name="Tensor">Offset of the block in the parameters.</param>
/// <param name="Packed">Offset of the block in the packed order (for gradients: in the arena buffer).</param>
/// <param name="Extents">Sizes, outermost first.</param>
/// <param name="TensorStrides">Steps in the parameters.</param>
/// <param name="PackedStrides">Steps in the packed order.</param>
internal sealed record PackStep(
    string Remark, int Tensor, int Packed, EquatableArray<int> Extents, EquatableArray<int> TensorStrides, EquatableArray<int> PackedStrides) : PackingStep
{
    /// <summary>The batch norm that is multiplied into the block before it is copied, or null.</summary>
    public ChannelNorm? Norm { get; init; }

    /// <summary>The same for several blocks, such as the groups of a convolution.</summary>
    public PackStep Times(int count, int tensorStride, int packedStride) => count == 1
        ? this
        : this with
        {
            Extents = [count, .. Extents],
            TensorStrides = [tensorStride, .. TensorStrides],
            PackedStrides = [packedStride, .. PackedStrides],
        };
}
