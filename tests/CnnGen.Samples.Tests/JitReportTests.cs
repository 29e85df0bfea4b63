using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>What the JIT says about the generated methods: one that is too large for it is compiled without optimisation, and runs ten times slower.</summary>
public sealed class JitReportTests : IDisposable
{
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

        Assert.Contains(kernels, line => line.Contains($"Training{width}", StringComparison.Ordinal) && line.Contains(":Conv2WeightGradient", StringComparison.Ordinal));
        Assert.DoesNotContain(kernels, line => line.Contains("MinOpts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AlexNet", "DOTNET_EnableAVX512", "1")]
    [InlineData("AlexNet", "DOTNET_EnableAVX2", "0")]
    [InlineData("ResNet50", "DOTNET_EnableAVX512", "1")]
    [InlineData("ResNet50", "DOTNET_EnableAVX2", "0")]
    [InlineData("InceptionV4", "DOTNET_EnableAVX512", "1")]
    [InlineData("InceptionV4", "DOTNET_EnableAVX2", "0")]
    public void NoKernelOfALargeNetwork_IsCompiledWithoutOptimisation(string network, string variable, string value)
    {
        string[] kernels = Report(network, variable, value, SamplePrograms.Networks, "bench", network, "--seconds", "0.01");

        Assert.Contains(kernels, line => line.Contains(":Logits", StringComparison.Ordinal));
        Assert.DoesNotContain(kernels, line => line.Contains("MinOpts", StringComparison.Ordinal));
    }

    /// <summary>The lines of the JIT's report about the generated methods of a network.</summary>
    private string[] Report(string network, string variable, string value, params string[] command)
    {
        string report = Path.Combine(_folder.Path, "jit.txt");
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_JitStdOutFile"] = report,
            ["DOTNET_JitDisasmSummary"] = "1",
            [variable] = value,
        };
        DotnetCommand.RunWith(environment, _folder.Path, command).Succeeded();
        return
        [
            .. File.ReadLines(report).Where(line => line.Contains($"{network}+Forward", StringComparison.Ordinal)
                || line.Contains($"{network}+Training", StringComparison.Ordinal)),
        ];
    }
}
