using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// The row of an input that a tile of outputs is the first to read, prefetched while the rows above it are used: in a large image it comes from memory that is
/// far, and no processor foresees it, since a tile goes from pixel to pixel for each channel.
/// </summary>
internal static class InputPrefetch
{
    /// <summary>Whether an input is so large that its next row is far, and its pixels are whole cache lines.</summary>
    /// <param name="convolution">The window.</param>
    /// <param name="input">Where the input stands.</param>
    /// <param name="machine">Whose caches they are.</param>
    public static bool Pays(Convolution convolution, BufferLayout input, MachineModel machine) =>
        convolution is { Groups: 1, Vertical: { S: 1, F: > 1, D: 1 } }
        && input.ChannelStride == 1 && input.PixelStride >= MachineModel.CacheLine
        && !machine.FitsL2((double)input.Shape.Length * sizeof(float));

    /// <summary>
    /// What a tile asks for, relative to the window of its first output. Null for tiles of several rows, whose few columns do too little in a step to ask for
    /// all of them.
    /// </summary>
    /// <param name="convolution">The window.</param>
    /// <param name="input">Where the input stands.</param>
    /// <param name="rows">Rows of outputs.</param>
    /// <param name="columns">Columns of outputs.</param>
    /// <param name="stepsOfRow">Steps of the loop over a row of the kernel.</param>
    public static PrefetchedLines? Lines(Convolution convolution, BufferLayout input, int rows, int columns, int stepsOfRow)
    {
        if (rows > 1)
        {
            return null;
        }

        int rowsBefore = convolution.Vertical.F - 1;
        int stepsBefore = rowsBefore * stepsOfRow;
        return new PrefetchedLines(rowsBefore * input.RowStride, ((columns * convolution.Horizontal.S * input.PixelStride) + stepsBefore - 1) / stepsBefore);
    }
}
