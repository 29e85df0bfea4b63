namespace Mnist.Display;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const int Width = 60;
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Draws values by their logarithm, so that a loss that falls by half falls by the same height everywhere.</summary>
    /// <param name="values">Any number; they are thinned to the width of the line.</param>
    public static string Of(IReadOnlyList<double> values)
    {
        double[] shown = new double[Math.Min(Width, values.Count)];
        for (int i = 0; i < shown.Length; i++)
        {
            double value = values[(int)((long)(i + 1) * values.Count / shown.Length) - 1];
            shown[i] = double.IsFinite(value) ? Math.Log(Math.Max(value, 1e-6)) : 0;
        }

        double low = shown.Min();
        double range = Math.Max(shown.Max() - low, 1e-9);
        return string.Concat(shown.Select(value => Levels[(int)((value - low) / range * (Levels.Length - 1))]));
    }
}
