using CnnGen.Generator.Tests.Graph;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

public class CachingTests
{
    private static readonly string s_net = NetworkPrograms.Source(NetworkPrograms.LeNet5);

    [Theory]
    [InlineData("[Network]", "// A comment.\n[Network]")]
    [InlineData("[Network]", "\n\n\n[Network]")]
    [InlineData("public partial class Net;", "public partial class Net { public int Mine => 1; }")]
    [InlineData("namespace Digits;", "namespace Digits; public class Unrelated;")]
    [InlineData("[Dense(84), Relu]", "[Dense(units: 80 + 4)]\n[Relu]")]
    public void AnEditThatChangesNoLayer_RecomputesNothing(string before, string after)
    {
        Assert.Contains(before, s_net, StringComparison.Ordinal);

        GeneratorRun.Twice([s_net], [s_net.Replace(before, after, StringComparison.Ordinal)]).AssertNothingIsRecomputed();
    }

    [Fact]
    public void AnotherFile_RecomputesNothing() => GeneratorRun.Twice([s_net], [s_net, "public class Unrelated;"]).AssertNothingIsRecomputed();

    [Fact]
    public void EditingOneNetwork_LeavesTheOtherCached()
    {
        string other = "using CnnGen; [Network, Input(8, 8, 1), Dense(2)] partial class Other;";

        GeneratorRun run = GeneratorRun.Twice([s_net, other], [s_net, other.Replace("Dense(2)", "Dense(3)", StringComparison.Ordinal)]);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(PipelineSteps.Graph));
    }

    [Theory]
    [InlineData("Conv(16, 5)", "Conv(16, 5, Stride = 5)")]
    [InlineData("Dense(84)", "Dense(85)")]
    [InlineData("class Net", "class LeNet")]
    [InlineData("namespace Digits", "namespace Letters")]
    public void AnEditOfTheNetwork_IsCompiledAgain(string before, string after)
    {
        GeneratorRun run = GeneratorRun.Twice([s_net], [s_net.Replace(before, after, StringComparison.Ordinal)]);

        Assert.Contains(IncrementalStepRunReason.Modified, run.Reasons(PipelineSteps.Graph));
    }
}
