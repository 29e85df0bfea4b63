using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Where figures were measured; without it they mean nothing.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>The processor's name where the system tells it.</summary>
    public static string Processor
    {
        get
        {
            string? line = File.Exists(ProcessorFile)
                ? File.ReadLines(ProcessorFile).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
        }
    }

    /// <summary>The widest vectors the runtime uses.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>One line of everything.</summary>
    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} processors, {VectorBits}-bit vectors, {RuntimeInformation.FrameworkDescription}, "
        + $"{RuntimeInformation.OSDescription}";
}
