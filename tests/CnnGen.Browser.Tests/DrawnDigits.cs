namespace CnnGen.Browser.Tests;

/// <summary>Digits as people draw them: strokes of places, which are shares of the drawing area.</summary>
internal static class DrawnDigits
{
    public static IReadOnlyDictionary<string, (double X, double Y)[][]> Strokes { get; } =
        new Dictionary<string, (double X, double Y)[][]>(StringComparer.Ordinal)
        {
            ["0"] = [[(0.5, 0.15), (0.33, 0.25), (0.27, 0.5), (0.33, 0.76), (0.5, 0.85), (0.67, 0.76), (0.73, 0.5), (0.67, 0.25), (0.5, 0.15)]],
            ["1"] = [[(0.5, 0.15), (0.5, 0.85)]],
            ["2"] = [[(0.28, 0.32), (0.36, 0.2), (0.52, 0.16), (0.66, 0.24), (0.68, 0.38), (0.58, 0.52), (0.42, 0.66), (0.28, 0.8), (0.5, 0.79), (0.74, 0.8)]],
            ["4"] = [[(0.4, 0.16), (0.34, 0.36), (0.28, 0.54), (0.5, 0.55), (0.74, 0.54)], [(0.62, 0.3), (0.6, 0.56), (0.58, 0.86)]],
            ["7"] = [[(0.26, 0.2), (0.74, 0.2), (0.52, 0.62), (0.44, 0.86)]],
        };
}
