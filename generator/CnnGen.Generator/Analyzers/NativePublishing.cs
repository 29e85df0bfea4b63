using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>How a project is published, from the properties that its package shows to analyzers.</summary>
internal static class NativePublishing
{
    private const string LibraryName = "CnnGen";

    /// <summary>Whether it becomes native code for any processor of its kind, which leaves the wider vectors out.</summary>
    public static bool LacksInstructionSet(AnalyzerConfigOptions options)
    {
        bool publishesAot = string.Equals(Property(options, "PublishAot"), "true", StringComparison.OrdinalIgnoreCase);

        // On ARM64 the widest vectors, 128 bits, are what every processor has: there is nothing to choose.
        bool isArm = Property(options, "RuntimeIdentifier").EndsWith("-arm64", StringComparison.OrdinalIgnoreCase);
        bool isChosen = Property(options, "IlcInstructionSet").Length > 0 || Property(options, "CnnGenInstructionSetNames").Length > 0;
        return publishesAot && !isArm && !isChosen;
    }

    /// <summary>
    /// Libraries with networks that a program publishes with itself: they were compiled without knowing how. One problem each, without a place, since the
    /// program's project file is what is to change.
    /// </summary>
    public static IEnumerable<Diagnostic> OfLibraries(Microsoft.CodeAnalysis.Compilation program, AnalyzerConfigOptions options, CancellationToken cancellation)
    {
        if (!LacksInstructionSet(options))
        {
            yield break;
        }

        foreach (IAssemblySymbol library in program.SourceModule.ReferencedAssemblySymbols)
        {
            cancellation.ThrowIfCancellationRequested();
            bool knowsUs = library.Modules.Any(static module => module.ReferencedAssemblies.Any(static assembly => assembly.Name == LibraryName));
            if (knowsUs && HasNetwork(library.GlobalNamespace))
            {
                yield return Diagnostic.Create(PerformanceDiagnostics.AotInstructionSet, Location.None, library.Name);
            }
        }
    }

    private static bool HasNetwork(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>().Any(static member =>
        (member is INamedTypeSymbol type && type.GetAttributes().Any(NetworkParser.IsNetwork)) || HasNetwork(member));

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
