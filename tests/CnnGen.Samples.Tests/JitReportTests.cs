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
        string report = Path.Combine(_folder.Path, "jit.txt");
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_JitStdOutFile"] = report,
            ["DOTNET_JitDisasmSummary"] = "1",
            [variable] = value,
        };

        DotnetCommand.RunWith(environment, _folder.Path, SamplePrograms.Mnist, "--data", data, "--epochs", "1", "--out", _folder.Path).Succeeded();

        string[] kernels = [.. File.ReadLines(report).Where(line => line.Contains("LeNet5+Forward", StringComparison.Ordinal) || line.Contains("LeNet5+Training", StringComparison.Ordinal))];
        Assert.Contains(kernels, line => line.Contains($"Training{width}", StringComparison.Ordinal) && line.Contains(":Conv2WeightGradient", StringComparison.Ordinal));
        Assert.DoesNotContain(kernels, line => line.Contains("MinOpts", StringComparison.Ordinal));
    }
}
