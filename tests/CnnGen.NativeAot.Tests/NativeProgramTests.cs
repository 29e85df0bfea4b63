using System.Runtime.Intrinsics.X86;
using CnnGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.NativeAot.Tests;

/// <summary>CnnGen.NativeAot.App published and run. A native program cannot adapt to the processor, so each instruction set is a program of its own.</summary>
public sealed class NativeProgramTests(ITestOutputHelper output)
{
    private const long LargestProgram = 2_500_000;

    [Fact]
    public void ProgramForAnyProcessor_TrainsSavesAndLoads() => PublishAndRun("x86-x64-v2", vectorBits: 128);

    [Fact]
    public void ProgramForThisProcessor_TrainsSavesAndLoads()
    {
        if (Avx512BW.VL.IsSupported)
        {
            PublishAndRun("x86-x64-v4", vectorBits: 512);
        }
        else if (Avx2.IsSupported)
        {
            PublishAndRun("x86-x64-v3", vectorBits: 256);
        }
        else
        {
            PublishAndRun("x86-x64-v2", vectorBits: 128);
        }
    }

    private void PublishAndRun(string instructionSet, int vectorBits)
    {
        using TemporaryFolder folder = new("native");
        string project = Path.Combine(Repository.Root, "tests", "CnnGen.NativeAot.App");

        ProgramRun publish = DotnetCommand.Run(
            Repository.Root, "publish", project, "-c", Repository.Configuration, "--no-build", "-o", folder.Path, $"-p:CnnGenInstructionSet={instructionSet}").Succeeded();
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);

        string program = Path.Combine(folder.Path, "CnnGen.NativeAot.App");
        long size = new FileInfo(program).Length;
        output.WriteLine($"{instructionSet}: {size:N0} bytes");
        Assert.InRange(size, 1, LargestProgram);

        ProgramRun run = DotnetCommand.RunProgram(program, folder.Path).Succeeded();
        output.WriteLine(run.Output);
        Assert.Equal("True", run.Value("compiled ahead of time "));
        Assert.Equal($"{vectorBits}", run.Value("vector bits "));
        Assert.Equal("170", run.Value("parameters "));
        Assert.Equal("True", run.Value("loss falls "));
        Assert.Equal("256 of 256", run.Value("right "));
        Assert.Equal("True", run.Value("same after loading "));
    }
}
