using System.Collections.Immutable;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Compilation;

/// <summary>Networks whose names differ by the case of letters only: their files get different names, since file systems may not tell them apart.</summary>
internal static class SharedNames
{
    /// <summary>The full names that another network has but for case, in a fixed order.</summary>
    public static EquatableArray<string> Among(ImmutableArray<NetworkSpec> specs) => specs
        .GroupBy(GeneratedNames.FullName, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Count() > 1)
        .SelectMany(same => same.Select(GeneratedNames.FullName))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    public static NetworkSpec Mark(NetworkSpec spec, EquatableArray<string> shared) =>
        shared.Count > 0 && shared.Contains(GeneratedNames.FullName(spec)) ? spec with { SharesFileName = true } : spec;
}
