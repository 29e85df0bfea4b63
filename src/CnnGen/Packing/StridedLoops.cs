using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Vectors;

namespace CnnGen.Packing;

/// <summary>
/// Visits the elements of two strided orders of one tensor and stores those of the first into the second: in runs or 8×8 transposes where the strides allow.
/// </summary>
internal static unsafe class StridedLoops<TOperation>
    where TOperation : struct, IStoreOperation
{
    private const int Lanes = 8;

    // Floats of a cache line. Rows of the target may be a power of two apart, where a line that is left half written is soon displaced.
    private const int LineLength = 16;

    public static void Run(float* source, float* target, ReadOnlySpan<int> extents, ReadOnlySpan<int> sourceStrides, ReadOnlySpan<int> targetStrides)
    {
        Span<StridedAxis> axes = stackalloc StridedAxis[StridedAxis.Most];
        int count = StridedAxis.Zip(axes, extents, sourceStrides, targetStrides);
        Run(source, target, axes[..count]);
    }

    public static void Run(float* source, float* target, ReadOnlySpan<StridedAxis> given)
    {
        Span<StridedAxis> axes = stackalloc StridedAxis[StridedAxis.Most];
        int count = StridedAxis.Normalize(axes, given);
        Visit(source, target, axes[..count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Visit(float* source, float* target, ReadOnlySpan<StridedAxis> axes)
    {
        StridedAxis outer = axes[0];
        if (axes.Length == 1)
        {
            Line(source, target, outer);
        }
        else if (Vector256.IsHardwareAccelerated && axes.Length == 2 && outer.Source == 1 && axes[1].Target == 1)
        {
            Transpose(source, target, outer, axes[1]);
        }
        else
        {
            for (int i = 0; i < outer.Extent; i++)
            {
                Visit(source + ((nint)i * outer.Source), target + ((nint)i * outer.Target), axes[1..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line(float* source, float* target, StridedAxis axis)
    {
        int i = 0;
        if (axis.Source == 1 && axis.Target == 1)
        {
            for (; i <= axis.Extent - Lanes; i += Lanes)
            {
                TOperation.Store(target + i, *(Vector256<float>*)(source + i));
            }
        }

        for (; i < axis.Extent; i++)
        {
            TOperation.Store(target + ((nint)i * axis.Target), source[(nint)i * axis.Source]);
        }
    }

    /// <summary>
    /// Rows of the source become columns of the target. The source runs along <paramref name="row"/>, the target along <paramref name="column"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* source, float* target, StridedAxis row, StridedAxis column)
    {
        int wholeColumns = column.Extent / Lanes * Lanes;
        int wholeRows = row.Extent / Lanes * Lanes;
        for (int first = 0; first < wholeColumns; first += LineLength)
        {
            int end = Math.Min(first + LineLength, wholeColumns);
            for (int r = 0; r < wholeRows; r += Lanes)
            {
                for (int c = first; c < end; c += Lanes)
                {
                    Block(source + ((nint)c * column.Source) + r, column.Source, target + ((nint)r * row.Target) + c, row.Target);
                }
            }

            Rest(source, target, row, column, wholeRows, first, end);
        }

        Rest(source, target, row, column, 0, wholeColumns, column.Extent);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rest(float* source, float* target, StridedAxis row, StridedAxis column, int firstRow, int firstColumn, int endColumn)
    {
        for (int r = firstRow; r < row.Extent; r++)
        {
            for (int c = firstColumn; c < endColumn; c++)
            {
                TOperation.Store(target + ((nint)r * row.Target) + c, source[((nint)c * column.Source) + r]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector256<float> r0 = *(Vector256<float>*)source;
        Vector256<float> r1 = *(Vector256<float>*)(source + sourceStride);
        Vector256<float> r2 = *(Vector256<float>*)(source + (2 * sourceStride));
        Vector256<float> r3 = *(Vector256<float>*)(source + (3 * sourceStride));
        Vector256<float> r4 = *(Vector256<float>*)(source + (4 * sourceStride));
        Vector256<float> r5 = *(Vector256<float>*)(source + (5 * sourceStride));
        Vector256<float> r6 = *(Vector256<float>*)(source + (6 * sourceStride));
        Vector256<float> r7 = *(Vector256<float>*)(source + (7 * sourceStride));

        // Each step exchanges half of the lanes of two rows: neighbours, pairs, then the halves of the vector.
        (r0, r1) = Transposition.Single(r0, r1);
        (r2, r3) = Transposition.Single(r2, r3);
        (r4, r5) = Transposition.Single(r4, r5);
        (r6, r7) = Transposition.Single(r6, r7);
        (r0, r2) = Transposition.Pairs(r0, r2);
        (r1, r3) = Transposition.Pairs(r1, r3);
        (r4, r6) = Transposition.Pairs(r4, r6);
        (r5, r7) = Transposition.Pairs(r5, r7);
        (r0, r4) = Transposition.Halves(r0, r4);
        (r1, r5) = Transposition.Halves(r1, r5);
        (r2, r6) = Transposition.Halves(r2, r6);
        (r3, r7) = Transposition.Halves(r3, r7);
        TOperation.Store(target, r0);
        TOperation.Store(target + targetStride, r1);
        TOperation.Store(target + (2 * targetStride), r2);
        TOperation.Store(target + (3 * targetStride), r3);
        TOperation.Store(target + (4 * targetStride), r4);
        TOperation.Store(target + (5 * targetStride), r5);
        TOperation.Store(target + (6 * targetStride), r6);
        TOperation.Store(target + (7 * targetStride), r7);
    }
}
