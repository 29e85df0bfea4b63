using System.Runtime.Intrinsics.X86;
using CnnGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.NativeAot.Tests;

/// <summary>CnnGen.NativeAot.App published and run, for one instruction set at a time.</summary>
[Collection(PublishCollection.Name)]
public sealed class NativeProgramTests(ITestOutputHelper output)
{
    private const long LargestProgram = 2_500_000;

    [Fact]
    public void ProgramForAnyProcessor_TrainsSavesAndLoads() => PublishAndRun("x86-64-v2", vectorBits: 128);

    [Fact]
    public void ProgramForThisProcessor_TrainsSavesAndLoads()
    {
        if (Avx512BW.VL.IsSupported)
        {
            PublishAndRun("x86-64-v4", vectorBits: 512);
        }
        else if (Avx2.IsSupported)
        {
            PublishAndRun("x86-64-v3", vectorBits: 256);
        }
        else
        {
            PublishAndRun("x86-64-v2", vectorBits: 128);
        }
    }

    private void PublishAndRun(string instructionSet, int vectorBits)
    {
        using TemporaryFolder folder = new("native");
        string program = NativeApp.Publish(folder, $"-p:CnnGenInstructionSet={instructionSet}");
        long size = new FileInfo(program).Length;
        output.WriteLine($"{instructionSet}: {size:N0} bytes");
        Assert.InRange(size, 1, LargestProgram);

        ProgramRun run = DotnetCommand.RunProgram(program, folder.Path);
        output.WriteLine(run.Output);
        NativeApp.Check(run, vectorBits);
    }
}
