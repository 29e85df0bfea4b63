using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Layers;

/// <summary>
/// The copy of an image into memory with a border, as generated code makes it of a network's input. In a network of several layers the layer before writes there, so that this time belongs to none.
/// </summary>
internal static unsafe class PaddedCopy
{
    private const int Alignment = 64;

    /// <summary>Times the copy.</summary>
    /// <param name="image">[row, column, channel].</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="border">Floats between two rows of the copy.</param>
    /// <param name="duration">How long it is repeated, after as long a time that does not count.</param>
    public static Round Time(float[] image, int rows, int border, TimeSpan duration)
    {
        int rowLength = image.Length / rows;
        float* copy = (float*)NativeMemory.AlignedAlloc((nuint)(rows * (rowLength + border)) * sizeof(float), Alignment);
        try
        {
            void Call() => Copy(image, rows, rowLength, copy, rowLength + border);
            CallTimer.Run(Call, duration);
            return CallTimer.Run(Call, duration);
        }
        finally
        {
            NativeMemory.AlignedFree(copy);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float[] image, int rows, int rowLength, float* copy, int stride)
    {
        fixed (float* first = image)
        {
            for (nint row = 0; row < rows; row++)
            {
                float* from = first + (row * rowLength);
                float* to = copy + (row * stride);
                nint whole = rowLength - (rowLength % Vector<float>.Count);
                for (nint i = 0; i < whole; i += Vector<float>.Count)
                {
                    *(Vector<float>*)(to + i) = *(Vector<float>*)(from + i);
                }

                for (nint i = whole; i < rowLength; i++)
                {
                    to[i] = from[i];
                }
            }
        }
    }
}
