using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Compilation;

/// <summary>What a project file says about all of its networks.</summary>
/// <param name="VectorBits">
/// <c>CnnGenVectorBits</c>: the vector widths to emit code for, such as <c>256;32</c>. By default all of 512, 256, 128 and 32 (plain numbers).
/// The narrowest of them runs without asking whether the hardware has it.
/// </param>
/// <param name="Winograd"><c>CnnGenWinograd</c>: whether inference may use Winograd's algorithm, and Strassen's, which round differently. A network can say so
/// itself.</param>
internal sealed record BuildOptions(EquatableArray<int> VectorBits, bool Winograd)
{
    /// <summary>
    /// <c>CnnGenWholeBatch</c>: whether a step of training takes the whole batch through every layer also where the network is small and has no layer that
    /// needs it.
    /// </summary>
    public bool WholeBatch { get; init; }

    /// <summary>Whether each kernel of a step of training is a stage of its own, so that it can be timed. No project says so: it is for benchmarks.</summary>
    public bool StageOfEachCall { get; init; }

    public static BuildOptions Read(AnalyzerConfigOptions options) =>
        new(
            ReadWidths(Property(options, "CnnGenVectorWidths")),
            !string.Equals(Property(options, "CnnGenWinograd"), "false", StringComparison.OrdinalIgnoreCase))
        {
            WholeBatch = string.Equals(Property(options, "CnnGenWholeBatch"), "true", StringComparison.OrdinalIgnoreCase),
        };

    private static EquatableArray<int> ReadWidths(string text)
    {
        HashSet<string> wanted = [.. text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries)];
        int[] widths = [.. Target.AllVectorBits.Where(bits => wanted.Contains(Numerals.Plain(bits)))];
        return new EquatableArray<int>(widths.Length == 0 ? Target.AllVectorBits : widths);
    }

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? text) ? text.Trim() : "";
}
