using CnnGen.Generator.Program;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>What the calls of a program read of its packed weights.</summary>
/// <param name="program">The program.</param>
internal sealed class PackedReads(LoweredProgram program)
{
    private readonly int[] _offsets = [.. program.Calls.SelectMany(Offsets).Append(program.PackedLength).Distinct().Order()];

    /// <summary>Bytes that some calls read, each once.</summary>
    public long Bytes(IEnumerable<int> calls) => calls
        .SelectMany(call => Offsets(program.Calls[call]))
        .Distinct()
        .Sum(offset => (long)sizeof(float) * (_offsets[Array.BinarySearch(_offsets, offset) + 1] - offset));

    private static IEnumerable<int> Offsets(KernelCall call) =>
        call.Arguments.OfType<RegionArgument>().Where(argument => argument.Region == Region.Packed).Select(argument => argument.Offset);
}
