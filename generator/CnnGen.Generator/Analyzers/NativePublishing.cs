using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>How a project is published, from the properties that its package shows to analyzers.</summary>
internal static class NativePublishing
{
    /// <summary>Whether it becomes native code for any processor of its kind, which leaves the wider vectors out.</summary>
    public static bool LacksInstructionSet(AnalyzerConfigOptions options)
    {
        bool publishesAot = string.Equals(Property(options, "PublishAot"), "true", StringComparison.OrdinalIgnoreCase);

        // On ARM64 the widest vectors, 128 bits, are what every processor has: there is nothing to choose.
        bool isArm = Property(options, "RuntimeIdentifier").EndsWith("-arm64", StringComparison.OrdinalIgnoreCase);
        bool isChosen = Property(options, "IlcInstructionSet").Length > 0 || Property(options, "CnnGenInstructionSetNames").Length > 0;
        return publishesAot && !isArm && !isChosen;
    }

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
