using CnnGen.Vectors;

namespace CnnGen.Packing;

/// <summary>Copies a block of weights into the order of a kernel; made by generated code.</summary>
public sealed unsafe class CopyStep : BlockStep
{
    // Rows that are transposed are cut where vectors begin.
    private const int RowsTogether = 16;

    private readonly int _packed;
    private readonly StridedAxis[] _axes;
    private readonly int _rowAxis;

    /// <summary>Describes a copy.</summary>
    /// <param name="weights">The first element in <see cref="NetworkWeights.Values"/>.</param>
    /// <param name="packed">The first element in the packed weights.</param>
    /// <param name="extents">Sizes, at most six.</param>
    /// <param name="weightStrides">Steps in the tensor.</param>
    /// <param name="packedStrides">Steps in the packed order.</param>
    public CopyStep(int weights, int packed, ReadOnlySpan<int> extents, ReadOnlySpan<int> weightStrides, ReadOnlySpan<int> packedStrides)
        : base(weights)
    {
        _packed = packed;
        Span<StridedAxis> axes = stackalloc StridedAxis[StridedAxis.Most];
        int count = StridedAxis.Zip(axes, extents, weightStrides, packedStrides);
        _axes = axes[..count].ToArray();
        int largestStep = 0;
        for (int i = 0; i < count; i++)
        {
            if (axes[i].Extent > 1 && axes[i].Source > largestStep)
            {
                largestStep = axes[i].Source;
                _rowAxis = i;
            }
        }
    }

    /// <inheritdoc/>
    internal override int Rows => _axes[_rowAxis].Extent;

    /// <inheritdoc/>
    internal override int RowsOfPiece
    {
        get
        {
            int rows = Math.Max(LengthOfPiece / Math.Max(_axes[_rowAxis].Source, 1), 1);
            return _axes[_rowAxis].Target == 1 ? (rows + RowsTogether - 1) / RowsTogether * RowsTogether : rows;
        }
    }

    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packed)
    {
        Span<StridedAxis> axes = stackalloc StridedAxis[_axes.Length];
        _axes.CopyTo(axes);
        axes[_rowAxis] = axes[_rowAxis] with { Extent = count };
        int length = 1;
        foreach (StridedAxis axis in axes)
        {
            length += (axis.Extent - 1) * axis.Source;
        }

        float* weights = Read(input, first * _axes[_rowAxis].Source, length);
        StridedLoops<Assignment>.Run(weights, packed + _packed + ((nint)first * _axes[_rowAxis].Target), axes);
    }
}
