using System.Globalization;

namespace CnnGen.Generator.Model;

/// <summary>A few digits that tell names apart, the same on every machine and in every version: Fowler, Noll and Vo's hash, FNV-1a with 64 bits.</summary>
internal static class Fingerprint
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(string text)
    {
        ulong hash = Start;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ (byte)c) * Prime);
            hash = unchecked((hash ^ (byte)(c >> 8)) * Prime);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
