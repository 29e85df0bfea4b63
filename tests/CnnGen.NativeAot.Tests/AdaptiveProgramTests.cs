using System.Runtime.Intrinsics.X86;
using CnnGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.NativeAot.Tests;

/// <summary>
/// One executable on several processors. No emulator has AVX-512 in user mode: where the processor has none, <see cref="ProcessorLevelTests"/> has to do.
/// </summary>
[Collection(PublishCollection.Name)]
public sealed class AdaptiveProgramTests(AdaptiveProgram program, ITestOutputHelper output)
{
    private const string LargestSet = "CNNGEN_INSTRUCTION_SET";

    /// <summary>Three programs and little else: each trains, with checkpoints, freezing, and files that keep links and modes.</summary>
    private const long LargestProgram = 5_000_000;

    [Fact]
    public void OneFile_HoldsAllThree()
    {
        long size = new FileInfo(program.Path).Length;
        output.WriteLine($"{size:N0} bytes");
        Assert.InRange(size, 1, LargestProgram);
    }

    [Fact]
    public void OnThisProcessor_ItsWidestVectorsAreChosen() =>
        NativeApp.Check(DotnetCommand.RunProgram(program.Path, Path.GetTempPath()), Avx512BW.VL.IsSupported ? 512 : Avx2.IsSupported ? 256 : 128);

    [Theory]
    [InlineData("x86-64-v2", 128)]
    [InlineData("x86-64-v3", 256)]
    public void AVariable_AllowsLess(string instructionSet, int vectorBits)
    {
        int available = Avx2.IsSupported ? 256 : 128;
        Dictionary<string, string> environment = new() { [LargestSet] = instructionSet };
        NativeApp.Check(DotnetCommand.RunProgram(program.Path, Path.GetTempPath(), environment), Math.Min(vectorBits, available));
    }

    [EmulatorTheory]
    [InlineData("Nehalem", 128)]
    [InlineData("Haswell", 256)]
    public void OnAnEmulatedProcessor_ItsWidestVectorsAreChosen(string processor, int vectorBits) =>
        NativeApp.Check(DotnetCommand.RunProgram(EmulatorTheoryAttribute.Emulator, Path.GetTempPath(), "-cpu", processor, program.Path), vectorBits);

    [EmulatorTheory]
    [InlineData("Nehalem")]
    public void AVariable_CannotAskForWhatIsNotThere(string processor)
    {
        Dictionary<string, string> environment = new() { [LargestSet] = "x86-64-v4" };
        NativeApp.Check(DotnetCommand.RunProgram(EmulatorTheoryAttribute.Emulator, Path.GetTempPath(), environment, "-cpu", processor, program.Path), 128);
    }
}
