using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Emission;

/// <summary>The files of one network. A class, because the JIT compiles Roslyn's steps anew for a structure.</summary>
/// <param name="All">In a fixed order.</param>
/// <param name="Fault">What went wrong instead, inside the generator.</param>
internal sealed record GeneratedFiles(EquatableArray<GeneratedFile> All, GeneratorFault? Fault);

/// <summary>An exception in the generator.</summary>
/// <param name="Network">The name of the network.</param>
/// <param name="Description">The exception.</param>
internal sealed record GeneratorFault(string Network, string Description)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(ProjectDiagnostics.GeneratorFault, Location.None, Network, Description);
}
