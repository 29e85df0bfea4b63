using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>The files of one network. A class, because the JIT compiles Roslyn's steps anew for a structure.</summary>
/// <param name="All">In a fixed order.</param>
internal sealed record GeneratedFiles(EquatableArray<GeneratedFile> All);
