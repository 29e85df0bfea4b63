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
