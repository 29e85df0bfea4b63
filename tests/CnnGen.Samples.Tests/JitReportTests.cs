using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>What the JIT says about the generated methods: one that is too large for it is compiled without optimisation, and runs ten times slower.</summary>
public sealed class JitReportTests : IDisposable
{
    private static readonly string s_benchmarks = Path.Combine(
        Repository.Root, "tests", "CnnGen.Benchmarks", "bin", Repository.Configuration, "net10.0", "CnnGen.Benchmarks.dll");

    private readonly TemporaryFolder _folder = new("jit");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1", "Vector")]
    [InlineData("DOTNET_EnableAVX2", "0", "Vector128")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "Scalar")]
    public void NoGeneratedKernel_IsCompiledWithoutOptimisation(string variable, string value, string width)
    {
        string data = TinyDigits.Write(Path.Combine(_folder.Path, "data"), trainCount: 64);

        string[] kernels = Report("LeNet5", variable, value, SamplePrograms.Mnist, "--data", data, "--epochs", "1", "--out", _folder.Path);

        Assert.Contains(
            kernels,
            line => line.Contains($"Training{width}", StringComparison.Ordinal) && line.Contains(":Conv2WeightGradient", StringComparison.Ordinal));
        Assert.DoesNotContain(kernels, line => line.Contains("MinOpts", StringComparison.Ordinal));
    }

    /// <summary>Every network with the vectors that this processor has, and with each narrower width.</summary>
    public static TheoryData<string, string, string> PublishedNetworks
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (string network in (string[])["LeNet5", "AlexNet", "AlexNetOneTower", "Vgg16", "Vgg19", "ResNet50", "ResNet50V1", "InceptionV4"])
            {
                cases.Add(network, "", "Vector");
                cases.Add(network, "DOTNET_EnableAVX512", "Vector256");
                cases.Add(network, "DOTNET_EnableAVX2", "Vector128");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(PublishedNetworks))]
    public void NoKernelOfAPublishedNetwork_IsCompiledWithoutOptimisation(string network, string withoutVectors, string width)
    {
        string[] kernels = Report(network, withoutVectors, "0", SamplePrograms.Networks, "bench", network, "--seconds", "0.01");

        Assert.Contains(kernels, line => line.Contains($"+Forward{width}", StringComparison.Ordinal) && line.Contains(":Logits", StringComparison.Ordinal));
        Assert.DoesNotContain(kernels, line => line.Contains("MinOpts", StringComparison.Ordinal));
    }

    /// <summary>
    /// No accumulator of a reduction leaves its register. Transforms of Winograd's algorithm hold more values than there are registers and are left out: what
    /// they store is stored once.
    /// </summary>
    [Theory]
    [InlineData("MobileNetV2", "")]
    [InlineData("MnasNet", "")]
    [InlineData("MobileNetV3Small", "")]
    [InlineData("EfficientNetB0", "")]
    [InlineData("ResNet50", "")]
    [InlineData("ResNeXt50", "")]
    [InlineData("ResNeXt50", "DOTNET_EnableAVX512")]
    [InlineData("MobileNetV2", "DOTNET_EnableAVX512")]
    [InlineData("EfficientNetB0", "DOTNET_EnableAVX512")]
    public void NoReductionLoop_SpillsAnAccumulator(string network, string withoutVectors)
    {
        string listing = Path.Combine(_folder.Path, "jit.txt");
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_JitStdOutFile"] = listing,
            ["DOTNET_JitDisasm"] = "*Forward*:*",
        };
        if (withoutVectors.Length > 0)
        {
            environment[withoutVectors] = "0";
        }

        DotnetCommand.RunWith(environment, _folder.Path, s_benchmarks, "once", network).Succeeded();

        string[] lines = File.ReadAllLines(listing);
        Assert.Contains(lines, line => line.Contains("+ForwardVector", StringComparison.Ordinal) && line.Contains(":Logits", StringComparison.Ordinal));
        Assert.DoesNotContain(
            JitListing.LoopsThatSpill(lines),
            loop => !loop.Contains("InputTransform", StringComparison.Ordinal) && !loop.Contains("OutputTransform", StringComparison.Ordinal));
    }

    /// <summary>A loop that stores an accumulator is told from one that does not.</summary>
    [Theory]
    [InlineData("vmovups  ymmword ptr [rbp-0x70], ymm13", true)]
    [InlineData("vmovups  ymm13, ymmword ptr [rbp-0x70]", false)]
    [InlineData("vmovups  ymmword ptr [rsi+rcx+0x6600], ymm2", false)]
    public void ALoopThatStoresOnTheStack_IsFound(string instruction, bool isSpill)
    {
        string[] multiplyAdds = [.. Enumerable.Range(0, 4).Select(i => $"       vfmadd231ps ymm{i}, ymm13, ymm14")];
        string[] listing =
        [
            "; Assembly listing for method Net_Code+ForwardVector256:Conv1(ptr,ptr)", "G_M000_IG01:", "       vmovups  ymmword ptr [rbp-0x70], ymm1",
            "G_M000_IG02:", .. multiplyAdds, "       " + instruction, "       jl       SHORT G_M000_IG02", "G_M000_IG03:", "       jl       G_M000_IG01",
        ];

        Assert.Equal(isSpill ? 1 : 0, JitListing.LoopsThatSpill(listing).Count());
    }

    /// <summary>The lines of the JIT's report about the generated methods of a network.</summary>
    private string[] Report(string network, string variable, string value, params string[] command)
    {
        string report = Path.Combine(_folder.Path, "jit.txt");
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_JitStdOutFile"] = report,
            ["DOTNET_JitDisasmSummary"] = "1",
        };
        if (variable.Length > 0)
        {
            environment[variable] = value;
        }

        DotnetCommand.RunWith(environment, _folder.Path, command).Succeeded();
        return
        [
            .. File.ReadLines(report).Where(line => line.Contains($"{network}_Code+Forward", StringComparison.Ordinal)
                || line.Contains($"{network}_Code+Training", StringComparison.Ordinal)),
        ];
    }
}
