using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// The row of an input that a tile of outputs is the first to read, which is asked for while the rows above it are used: in a large image it comes from memory that is far, and
/// no processor foresees it, since a tile goes from pixel to pixel for each channel.
/// </summary>
internal static class InputPrefetch
{
    /// <summary>
    /// What is asked for, relative to the window of the first output. Null where it does not pay: inputs that are near, windows that share no rows, and tiles that read several new rows,
    /// whose few columns do too little in a step to ask for all of them.
    /// </summary>
    /// <param name="convolution">The window.</param>
    /// <param name="input">Where the input stands.</param>
    /// <param name="rows">Rows of outputs.</param>
    /// <param name="columns">Columns of outputs.</param>
    /// <param name="stepsOfRow">Steps of the loop over a row of the kernel.</param>
    /// <param name="machine">Whose caches they are.</param>
    public static PrefetchedLines? Of(Convolution convolution, BufferLayout input, int rows, int columns, int stepsOfRow, MachineModel machine)
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = convolution;
        bool readsOneNewRow = rows * vertical.S == 1 && vertical is { F: > 1, D: 1 };
        bool pixelsAreLines = input.ChannelStride == 1 && input.PixelStride >= MachineModel.CacheLine;
        if (!readsOneNewRow || convolution.Groups > 1 || !pixelsAreLines || machine.FitsL2((double)input.Shape.Length * sizeof(float)))
        {
            return null;
        }

        int rowsBefore = vertical.F - 1;
        int stepsBefore = rowsBefore * stepsOfRow;
        return new PrefetchedLines(rowsBefore * input.RowStride, ((columns * horizontal.S * input.PixelStride) + stepsBefore - 1) / stepsBefore);
    }
}
