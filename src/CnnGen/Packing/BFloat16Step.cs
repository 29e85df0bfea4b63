using CnnGen.Vectors;

namespace CnnGen.Packing;

/// <summary>
/// Brings a block of weights into the order of a kernel as bfloat16: the numbers of two neighbouring steps of the kernel share a word, the earlier one in its
/// lower half. Made by generated code.
/// </summary>
public sealed unsafe class BFloat16Step : BlockStep
{
    private readonly int _packed;
    private readonly int _tiles;
    private readonly int _tileLength;
    private readonly int _steps;
    private readonly int _width;
    private readonly StridedAxis[] _axes;

    /// <summary>Describes the copy of one tile of channels after the other.</summary>
    /// <param name="weights">The first element in <see cref="NetworkWeights.Values"/>.</param>
    /// <param name="packed">The first word in the packed weights.</param>
    /// <param name="tiles">How many tiles; their weights follow each other on both sides.</param>
    /// <param name="steps">Steps of the kernel. If they are odd in number, the last one's words have an empty upper half.</param>
    /// <param name="width">Numbers a step, a multiple of 4; channels that do not exist are zero.</param>
    /// <param name="extents">Sizes of a tile, at most six.</param>
    /// <param name="weightStrides">Steps in the tensor.</param>
    /// <param name="stepStrides">Steps in the order [step][width].</param>
    public BFloat16Step(
        int weights, int packed, int tiles, int steps, int width, ReadOnlySpan<int> extents, ReadOnlySpan<int> weightStrides, ReadOnlySpan<int> stepStrides)
        : base(weights)
    {
        (_packed, _tiles, _steps, _width) = (packed, tiles, steps, width);
        Span<StridedAxis> axes = stackalloc StridedAxis[StridedAxis.Most];
        _axes = axes[..StridedAxis.Zip(axes, extents, weightStrides, stepStrides)].ToArray();
        _tileLength = 1;
        foreach (StridedAxis axis in _axes)
        {
            _tileLength *= axis.Extent;
        }

        IsRounded = true;
    }

    /// <inheritdoc/>
    internal override int Rows => _tiles;

    /// <inheritdoc/>
    internal override int RowsOfPiece => Math.Max(LengthOfPiece / _tileLength, 1);

    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packed)
    {
        int pairs = (_steps + 1) / 2;
        float* weights = Read(input, first * _tileLength, count * _tileLength);
        float* ordered = input.Take(2 * pairs * _width);
        new Span<float>(ordered, 2 * pairs * _width).Clear();
        for (int tile = 0; tile < count; tile++)
        {
            StridedLoops<Assignment>.Run(weights + ((nint)tile * _tileLength), ordered, _axes);
            float* words = packed + _packed + ((nint)(first + tile) * pairs * _width);
            for (int pair = 0; pair < pairs; pair++)
            {
                float* step = ordered + ((nint)2 * pair * _width);
                BFloat16.Pair(step, step + _width, words + ((nint)pair * _width), _width);
            }
        }
    }
}
