using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Graph;

namespace CnnGen.Generator.Analyzers;

/// <summary>What a diagnostic tells the code fixes, which see only text.</summary>
internal static class RepairProperties
{
    private const string LargestWindow = nameof(LargestWindow);

    public static ImmutableDictionary<string, string?> Of(Problem problem) => problem.LargestWindow == 0
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty.Add(LargestWindow, problem.LargestWindow.ToString(CultureInfo.InvariantCulture));

    /// <summary>The largest window that fits, or null if none does.</summary>
    public static string? LargestWindowOf(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(LargestWindow, out string? size) ? size : null;
}
