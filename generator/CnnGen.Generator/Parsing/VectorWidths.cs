using CnnGen.Generator.Model;
using CnnGen.Generator.Planning;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Parsing;

/// <summary>
/// The MSBuild property <c>CnnGenVectorBits</c>: the vector widths to emit code for, such as <c>256;32</c>. By default all of
/// 512, 256, 128 and 32 (plain numbers). The narrowest of them runs without asking whether the hardware has it.
/// </summary>
internal static class VectorWidths
{
    public static EquatableArray<int> Read(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue("build_property.CnnGenVectorWidths", out string? text) || string.IsNullOrWhiteSpace(text))
        {
            return new EquatableArray<int>(Target.AllVectorBits);
        }

        HashSet<string> wanted = [.. text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries)];
        int[] widths = [.. Target.AllVectorBits.Where(bits => wanted.Contains(Numerals.Plain(bits)))];
        return new EquatableArray<int>(widths.Length == 0 ? Target.AllVectorBits : widths);
    }
}
