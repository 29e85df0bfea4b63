namespace CnnGen.Packing;

/// <summary>The matrix G of Winograd's algorithm along one axis: from the taps of a filter to the points of a tile. Made by generated code.</summary>
/// <param name="matrix">Row by row, a row a point.</param>
/// <param name="taps">Values a row.</param>
public readonly struct FilterTransform(ReadOnlySpan<double> matrix, int taps)
{
    private readonly double[] _matrix = matrix.ToArray();

    /// <summary>No transform: products with each tap are summed at a point.</summary>
    /// <param name="taps">Taps of the filter.</param>
    public static FilterTransform Untransformed(int taps)
    {
        double[] identity = new double[taps * taps];
        for (int tap = 0; tap < taps; tap++)
        {
            identity[(tap * taps) + tap] = 1;
        }

        return new FilterTransform(identity, taps) { IsUntransformed = true };
    }

    /// <summary>Whether the taps are terms of a sum instead of points.</summary>
    public bool IsUntransformed { get; private init; }

    /// <summary>Taps of the filter.</summary>
    public int Taps { get; } = taps;

    /// <summary>Points of a tile; taps, where they are summed.</summary>
    public int Points => _matrix.Length / Taps;

    /// <summary>Row by row, a row a point.</summary>
    internal ReadOnlySpan<double> Matrix => _matrix;

    /// <summary>What a tap contributes at a point.</summary>
    /// <param name="point">Row.</param>
    /// <param name="tap">Column.</param>
    public double this[int point, int tap] => _matrix[(point * Taps) + tap];
}
