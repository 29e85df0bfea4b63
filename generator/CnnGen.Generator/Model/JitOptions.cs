using System.Runtime.CompilerServices;

namespace CnnGen.Generator.Model;

/// <summary>How methods are compiled, for the few that do most of the work in a new process.</summary>
internal static class JitOptions
{
    /// <summary>
    /// Optimised at the first call, not after some thousand. The name is unknown to netstandard2.0, and a runtime that does not know the bit ignores it.
    /// </summary>
    public const MethodImplOptions AggressiveOptimization = (MethodImplOptions)512;
}
