using System.Numerics;
using System.Runtime.CompilerServices;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks.Layers;

/// <summary>
/// The copy of an image into memory with a border, as generated code makes it of a network's input. In a network of several layers the layer before writes
/// there, so that this time belongs to none.
/// </summary>
/// <param name="image">[row, column, channel].</param>
/// <param name="rows">Rows of the image.</param>
/// <param name="border">Floats between two rows of the copy.</param>
internal sealed unsafe class PaddedCopy(float[] image, int rows, int border) : IDisposable
{
    private readonly AlignedBuffer _copy = new(image.Length + (rows * border));

    /// <summary>Copies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        int rowLength = image.Length / rows;
        fixed (float* first = image)
        {
            for (nint row = 0; row < rows; row++)
            {
                float* from = first + (row * rowLength);
                float* to = _copy.Pointer + (row * (rowLength + border));
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

    /// <inheritdoc/>
    public void Dispose() => _copy.Dispose();
}
