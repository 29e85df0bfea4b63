using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Compilation;

/// <summary>What the project says to the C# compiler, as far as generated code depends on it.</summary>
/// <param name="AllowsUnsafe">Whether code may use pointers.</param>
/// <param name="LanguageVersion">The version of C#: 14, or 9 for anything older.</param>
internal sealed record CompilerSettings(bool AllowsUnsafe, int LanguageVersion)
{
    /// <summary>The version that generated code is written in: it has collection expressions.</summary>
    public const int NeededLanguageVersion = 12;

    /// <summary>The version that stubs are written in.</summary>
    public const int LeastLanguageVersion = 9;

    /// <summary>Those that all generated code can be compiled with.</summary>
    public static readonly CompilerSettings Sufficient = new(AllowsUnsafe: true, NeededLanguageVersion);

    public bool IsSufficient => AllowsUnsafe && LanguageVersion >= NeededLanguageVersion;

    public static CompilerSettings Of(Microsoft.CodeAnalysis.Compilation compilation) => compilation is CSharpCompilation program
        ? new CompilerSettings(program.Options.AllowUnsafe, MajorVersion(program))
        : Sufficient;

    /// <summary>The enumeration counts in hundreds since C# 8, and its special values are above all versions.</summary>
    public static int MajorVersion(CSharpCompilation compilation) => (int)compilation.LanguageVersion / 100;
}
