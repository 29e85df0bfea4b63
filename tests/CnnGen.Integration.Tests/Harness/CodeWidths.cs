namespace CnnGen.Integration.Tests.Harness;

/// <summary>
/// The widths that code is compiled for in tests: all of them, emulated where the processor has no such vectors. Where vectors are switched off for the whole
/// run, to see the code that a lesser processor chooses, only the widths that such a processor chooses from: the others are tested, with the same outcome, when
/// nothing is switched off.
/// </summary>
public static class CodeWidths
{
    /// <summary>Widths of vectors, at least one.</summary>
    public static IReadOnlyList<VectorBits> Vectors { get; } = [.. ((VectorBits[])[VectorBits.Bits128, VectorBits.Bits256, VectorBits.Bits512]).Where(bits =>
        bits <= Widest)];

    /// <summary>Widths of vectors, and none.</summary>
    public static IReadOnlyList<VectorBits> All { get; } = [VectorBits.Scalar, .. Vectors.Where(_ => !IsOff("HWIntrinsic"))];

    private static VectorBits Widest =>
        IsOff("HWIntrinsic") || IsOff("AVX2") ? VectorBits.Bits128
        : IsOff("AVX512") ? VectorBits.Bits256
        : VectorBits.Bits512;

    private static bool IsOff(string instructions) => Environment.GetEnvironmentVariable("DOTNET_Enable" + instructions) == "0";
}
