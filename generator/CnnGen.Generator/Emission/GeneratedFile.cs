using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>One generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Parts">Its text. Files share the parts that are kernels with those of the run before: in one string, megabytes would be copied again and
/// again.</param>
internal sealed record GeneratedFile(string HintName, EquatableArray<string> Parts);
