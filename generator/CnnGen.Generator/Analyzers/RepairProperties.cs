using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Analyzers;

/// <summary>What a diagnostic tells the code fixes, which see only text.</summary>
internal static class RepairProperties
{
    private const string LargestWindow = nameof(LargestWindow);
    private const string IsInBlock = nameof(IsInBlock);

    public static ImmutableDictionary<string, string?> Of(Problem problem)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        properties = problem.LargestWindow == 0 ? properties : properties.Add(LargestWindow, problem.LargestWindow.ToString(CultureInfo.InvariantCulture));
        return problem.IsInBlock ? properties.Add(IsInBlock, null) : properties;
    }

    /// <summary>Whether the layer is written where the diagnostic stands, not in a block that is used there.</summary>
    public static bool CanRepair(ImmutableDictionary<string, string?> properties) => !properties.ContainsKey(IsInBlock);

    /// <summary>The largest window that fits, or null if none does.</summary>
    public static string? LargestWindowOf(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(LargestWindow, out string? size) ? size : null;
}
