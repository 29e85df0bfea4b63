using System.Text;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>
/// What the files and types of a network are called. Both begin with the name of the class; where that does not do (too long, not a file's name on every
/// system, equal to another's but for case), a fingerprint of it follows.
/// </summary>
internal static class GeneratedNames
{
    /// <summary>The namespace of the types that no user writes: in it, names mean what we mean by them.</summary>
    public const string Namespace = "CnnGen.Generated";

    // File systems allow 255 bytes, and ".Backward.Vector256.g.cs" or a prefix of C functions follows.
    private const int LongestStem = 120;
    private const int LongestTypeName = 200;

    // No type that generated code names ends so.
    private const string TypeEnd = "_Code";

    /// <summary>Names that Windows keeps for devices, whatever follows the first dot.</summary>
    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM", "LPT"];

    /// <summary>Namespace, types around it and name: <c>Digits.Outer+LeNet5</c>.</summary>
    public static string FullName(NetworkSpec spec)
    {
        StringBuilder name = new(spec.Namespace.Length == 0 ? "" : spec.Namespace + ".");
        foreach (TypeHeader type in spec.ContainingTypes)
        {
            name.Append(type.Name).Append('+');
        }

        return name.Append(spec.Declaration.Name).Replace("@", "").ToString();
    }

    /// <summary>How code anywhere names the class: <c>global::Digits.Outer.LeNet5</c>.</summary>
    public static string Reference(NetworkSpec spec)
    {
        StringBuilder name = new(spec.Namespace.Length == 0 ? "global::" : $"global::{spec.Namespace}.");
        foreach (TypeHeader type in spec.ContainingTypes)
        {
            name.Append(type.Name).Append('.');
        }

        return name.Append(spec.Declaration.Name).ToString();
    }

    /// <summary>What the names of all files of a network begin with, where its class is the only one of that name.</summary>
    public static string FileStem(NetworkSpec spec)
    {
        string full = FullName(spec);
        string stem = Ascii(full, '.', '+', '_');
        bool isFit = stem == full && stem.Length <= LongestStem && !IsDevice(stem) && !spec.SharesFileName;
        return isFit ? stem : Shortened(stem, LongestStem - 20) + "-" + Fingerprint.Of(full);
    }

    /// <summary>The class in <see cref="Namespace"/> that holds a network's table of tensors and its programs.</summary>
    public static string TypeName(NetworkSpec spec)
    {
        string full = FullName(spec);
        string name = Ascii(full.Replace('+', '.'), '.');
        bool isFit = name == full.Replace('+', '.') && !name.Contains('_') && name.Length <= LongestTypeName; // A_B.C and A.B_C are two
        return (isFit ? name : Shortened(name, LongestTypeName - 20) + "_" + Fingerprint.Of(full)).Replace('.', '_') + TypeEnd;
    }

    /// <summary>How code anywhere names that class.</summary>
    public static string TypeReference(NetworkSpec spec) => $"global::{Namespace}.{TypeName(spec)}";

    private static string Ascii(string name, params char[] others)
    {
        StringBuilder text = new(name.Length);
        foreach (char c in name)
        {
            text.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || others.Contains(c) ? c : '_');
        }

        return text.ToString();
    }

    private static string Shortened(string name, int length) => name.Length <= length ? name : name.Substring(0, length);

    private static bool IsDevice(string stem)
    {
        string first = stem.Split('.')[0].ToUpperInvariant();
        return s_devices.Contains(first) || (first.Length == 4 && s_devices.Contains(first.Substring(0, 3)));
    }
}
