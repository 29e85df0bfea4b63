using System.Globalization;

namespace CnnGen.Generator.Model;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Numerals
{
    /// <summary>416520, −3.</summary>
    public static string Plain(long value) =>
        value < 0 ? "−" + value.ToString(CultureInfo.InvariantCulture).Substring(1) : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>0.01, −3.5.</summary>
    public static string Plain(float value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text[0] == '-' ? "−" + text.Substring(1) : text;
    }

    /// <summary>416,520.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 parameter, 2 parameters.</summary>
    public static string Count(long value, string noun) => value == 1 ? "1 " + noun : Grouped(value) + " " + noun + "s";
}
