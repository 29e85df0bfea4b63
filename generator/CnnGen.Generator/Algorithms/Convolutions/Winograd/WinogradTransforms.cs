using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>The transforms of Winograd's algorithm that are worth an estimate for a layer.</summary>
internal static class WinogradTransforms
{
    // The share of the points along an axis that larger tiles must save, and shorter ones at its end.
    private const int LeastSaved = 25;

    private const int MostPoints = 10;

    /// <summary>
    /// The transforms that serve an axis. With a stride of s, s neighbouring inputs count as one with s times the channels, and the filter is moved over these
    /// by 1.
    /// </summary>
    /// <param name="axis">The filter's.</param>
    /// <param name="outputs">All outputs along the axis.</param>
    /// <param name="unit">Of which a tile has a multiple.</param>
    public static IEnumerable<WinogradAxis> For(WindowAxis axis, int outputs, int unit)
    {
        int taps = (axis.F + axis.S - 1) / axis.S;
        if (taps > 1)
        {
            return WorthAnEstimate(new WinogradAxis(1, taps), outputs, unit);
        }

        return unit == 1 ? [WinogradAxis.Identity] : [];
    }

    /// <summary>The transforms that serve an axis with a stride as a sum of filters of stride 1.</summary>
    /// <param name="axis">The filter's.</param>
    /// <param name="outputs">All outputs along the axis.</param>
    /// <param name="unit">Of which a tile has a multiple.</param>
    public static IEnumerable<WinogradAxis> InPhases(WindowAxis axis, int outputs, int unit) =>
        axis.F <= axis.S ? [] : WorthAnEstimate(new WinogradAxis(1, axis.F, Stride: axis.S), outputs, unit);

    /// <summary>
    /// Tiles of all sizes. Each has as many points more than outputs, so their number is what counts: for each number the smallest size, which needs the fewest
    /// weights.
    /// </summary>
    private static IEnumerable<WinogradAxis> WorthAnEstimate(WinogradAxis filter, int outputs, int unit)
    {
        int before = int.MaxValue;
        for (int size = (1 + unit) / unit * unit; size < MostPoints; size += unit)
        {
            WinogradAxis axis = filter with { Outputs = size };
            int tiles = (outputs + size - 1) / size;
            int points = (outputs * axis.Stride) + (tiles * (axis.Taps - axis.Stride));
            if (axis.PointsTogether <= MostPoints && points <= before - (before / LeastSaved))
            {
                int past = ((tiles * size) - outputs) * axis.Stride;
                yield return axis with { PadsLast = past > 0 && past * LeastSaved < tiles * axis.Points };
                before = points;
            }
        }
    }
}
