using System.Runtime.CompilerServices;
using CnnGen.Vectors;

namespace CnnGen.Packing;

/// <summary>Where the filters of a convolution and their values stand.</summary>
/// <param name="Filter">From a filter to the next.</param>
/// <param name="Channel">From a channel to the next.</param>
/// <param name="Channels">How many.</param>
/// <param name="Kernel">Values of a filter and channel, which stand together.</param>
/// <param name="KernelColumns">Columns of a filter.</param>
/// <param name="ColumnsAsOne">Columns that count as one, with their channels side by side: the stride of the convolution.</param>
/// <param name="IsRotated">
/// Whether filters are turned by half a circle and stand beside each other within a channel, as the gradient of a convolution's input needs them.
/// </param>
internal readonly unsafe record struct WinogradFilterLayout(
    int Filter,
    int Channel,
    int Channels,
    int Kernel,
    int KernelColumns,
    int ColumnsAsOne,
    bool IsRotated)
{
    /// <summary>Reads some channels of some filters as [channel][kh, kw][filter].</summary>
    /// <param name="source">First filter's first channel.</param>
    /// <param name="target">Receives them.</param>
    /// <param name="filters">How many.</param>
    /// <param name="channels">How many.</param>
    /// <param name="lanes">Places for filters in the target; those left over are not written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(float* source, float* target, int filters, int channels, int lanes) =>
        StridedLoops<Assignment>.Run(source, target, [filters, channels, Kernel], [Filter, Channel, 1], [1, Kernel * lanes, lanes]);

    /// <summary>Where a value stands among those of its filter and channel.</summary>
    public int Place(int row, int column)
    {
        int place = (row * KernelColumns) + column;
        return IsRotated ? Kernel - 1 - place : place;
    }
}
