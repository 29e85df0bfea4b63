using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN03xx: advice about speed and size.</summary>
internal static class PerformanceDiagnostics
{
    private const string Category = "CnnGen.Performance";

    public static readonly DiagnosticDescriptor AotInstructionSet = new(
        DiagnosticIds.AotInstructionSet,
        "Native AOT without an instruction set",
        "'{0}' is published with Native AOT for any x64 processor, so its kernels use 128-bit vectors, a fifth of the speed of AVX-512. Set "
        + "<IlcInstructionSet>x86-64-v3</IlcInstructionSet> (AVX2) or x86-64-v4 (AVX-512), or "
            + "<CnnGenInstructionSets>x86-64-v2;x86-64-v3;x86-64-v4</CnnGenInstructionSets> for a program that chooses.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.AotInstructionSet + HelpPages.Extension);

    public static readonly DiagnosticDescriptor AbsurdDense = new(
        DiagnosticIds.AbsurdDense,
        "A dense layer of absurd size",
        "{0}: {1} inputs × {2} units are {3} weights, {4} MB. A pooling layer before it would make it smaller.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.AbsurdDense + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        AotInstructionSet,
        AbsurdDense,
    ];
}
