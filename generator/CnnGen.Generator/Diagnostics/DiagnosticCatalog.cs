using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>All descriptors, to be found by id.</summary>
internal static class DiagnosticCatalog
{
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        .. new[]
            {
                DeclarationDiagnostics.All,
                ProjectDiagnostics.All,
                BlockDiagnostics.All,
                ShapeDiagnostics.All,
                TrainingDiagnostics.All,
                PerformanceDiagnostics.All,
                WeightDiagnostics.All,
            }
            .SelectMany(family => family)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_byId = All.ToImmutableDictionary(descriptor => descriptor.Id);

    public static DiagnosticDescriptor Find(string id) => s_byId[id];
}
