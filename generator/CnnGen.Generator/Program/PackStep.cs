using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>One step of bringing the parameters into the form that kernels read.</summary>
internal abstract record PackingStep;

/// <summary>Brings a block of a layer's weights into another form.</summary>
/// <param name="Remark">What and in which order: <c>conv1.weight as [kh, kw, ic, oc 16]</c>.</param>
/// <param name="Tensor">Offset of the block in the parameters.</param>
/// <param name="Packed">Offset of its new form in the packed order (for gradients: in the arena buffer).</param>
internal abstract record BlockPackingStep(string Remark, int Tensor, int Packed) : PackingStep
{
    /// <summary>The batch norm that is multiplied into the block first, or null.</summary>
    public ChannelNorm? Norm { get; init; }
}

/// <summary>Copies a block of a tensor between PyTorch's order and the order of a kernel.</summary>
/// <inheritdoc cref="BlockPackingStep"/>
/// <param name="Extents">Sizes, outermost first.</param>
/// <param name="TensorStrides">Steps in the parameters.</param>
/// <param name="PackedStrides">Steps in the packed order.</param>
internal sealed record PackStep(
    string Remark, int Tensor, int Packed, EquatableArray<int> Extents, EquatableArray<int> TensorStrides, EquatableArray<int> PackedStrides)
    : BlockPackingStep(Remark, Tensor, Packed)
{
    /// <summary>Whether each number is rounded to bfloat16.</summary>
    public bool IsRounded { get; init; }

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

/// <summary>Copies tiles of weights into the order of a kernel as bfloat16, the numbers of two steps in a word.</summary>
/// <inheritdoc cref="BlockPackingStep"/>
/// <param name="Tiles">How many; their weights follow each other on both sides.</param>
/// <param name="Steps">Steps of the kernel.</param>
/// <param name="Width">Numbers a step.</param>
/// <param name="Extents">Sizes of a tile, outermost first.</param>
/// <param name="TensorStrides">Steps in the parameters.</param>
/// <param name="StepStrides">Steps in the order [step][width].</param>
internal sealed record BFloat16PackStep(
    string Remark,
    int Tensor,
    int Packed,
    int Tiles,
    int Steps,
    int Width,
    EquatableArray<int> Extents,
    EquatableArray<int> TensorStrides,
    EquatableArray<int> StepStrides)
    : BlockPackingStep(Remark, Tensor, Packed);

/// <summary>Brings the weights of a 1×1 convolution into the sums of quarters of Strassen's algorithm.</summary>
/// <param name="Remark">What and in which order.</param>
/// <param name="Tensor">Offset of the first filter of the first half in the parameters.</param>
/// <param name="Packed">Offset of its place in the first product.</param>
/// <param name="Filters">How many of the first half.</param>
/// <param name="HalfFilters">From a filter of the first half to that of the second half which it is added to.</param>
/// <param name="InputChannels">Channels of a filter.</param>
/// <param name="TileWidth">Filters side by side in a tile.</param>
/// <param name="ProductStride">From the weights of a product to those of the next.</param>
internal sealed record StrassenPackStep(
    string Remark,
    int Tensor,
    int Packed,
    int Filters,
    int HalfFilters,
    int InputChannels,
    int TileWidth,
    int ProductStride)
    : BlockPackingStep(Remark, Tensor, Packed);

/// <summary>Brings filters to the points of Winograd's algorithm.</summary>
/// <param name="Remark">What and in which order.</param>
/// <param name="Tensor">Offset of the first filter in the parameters.</param>
/// <param name="Packed">Offset of the first point.</param>
/// <param name="Filters">How many.</param>
/// <param name="InputChannels">Channels of a filter, those of columns that count as one together.</param>
/// <param name="Vertical">The transform along columns.</param>
/// <param name="Horizontal">The transform along rows.</param>
/// <param name="KernelColumns">Columns of a filter.</param>
/// <param name="ColumnsAsOne">Columns that count as one.</param>
/// <param name="TileWidth">Filters side by side in a tile; behind the last one there are zeros.</param>
/// <param name="Chunks">Chunks of filters that follow each other, each with all points.</param>
/// <param name="PointStride">From a point to the next.</param>
internal sealed record WinogradPackStep(
    string Remark,
    int Tensor,
    int Packed,
    int Filters,
    int InputChannels,
    FilterTransform Vertical,
    FilterTransform Horizontal,
    int KernelColumns,
    int ColumnsAsOne,
    int TileWidth,
    int Chunks, int PointStride)
    : BlockPackingStep(Remark, Tensor, Packed)
{
    /// <summary>
    /// From an input channel to the next where filters are rotated, and follow each other within a channel; 0 where they stand as they are used.
    /// </summary>
    public int RotatedChannelStride { get; init; }
}
