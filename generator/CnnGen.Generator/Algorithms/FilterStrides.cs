using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms;

/// <summary>
/// Where the weights of a group of a convolution stand in their tensor: filters of the convolution itself, or those of another that are rotated.
/// </summary>
/// <param name="First">The first weight of the first filter.</param>
/// <param name="Filter">From a filter to the next.</param>
/// <param name="Channel">From an input channel to the next.</param>
/// <param name="Row">From a row of the kernel to the next; negative where it is rotated.</param>
/// <param name="Column">From a column of the kernel to the next.</param>
internal readonly record struct FilterStrides(int First, int Filter, int Channel, int Row, int Column)
{
    public static FilterStrides Of(Convolution convolution, int inputChannels, bool isRotated)
    {
        int columns = convolution.Horizontal.F;
        int kernel = convolution.Vertical.F * columns;
        return isRotated
            ? new FilterStrides(kernel - 1, kernel, convolution.GroupFilters * kernel, -columns, -1)
            : new FilterStrides(0, convolution.ReductionLength(inputChannels), kernel, columns, 1);
    }

    public bool IsRotated => Row < 0;
}
