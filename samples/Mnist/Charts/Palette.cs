namespace Mnist.Charts;

/// <summary>The colours of the charts.</summary>
internal static class Palette
{
    public const string Heading = "#0f172a";
    public const string Label = "#64748b";
    public const string Grid = "#e2e8f0";
    public const string Empty = "#f8fafc";
    public const string Train = "#94a3b8";
    public const string Test = "#2563eb";
    public const string Right = "#dbeafe";
    public const string RightText = "#1e3a8a";

    /// <summary>From a pale to a strong orange.</summary>
    /// <param name="strength">0 to 1.</param>
    public static string Wrong(double strength) =>
        $"#{Mix(0xFF, 0xEA, strength):x2}{Mix(0xF1, 0x58, strength):x2}{Mix(0xE0, 0x0C, strength):x2}";

    private static byte Mix(int from, int to, double strength) => (byte)Math.Round(from + ((to - from) * strength));
}
