using System.Globalization;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Random architectures, half of them with a mistake: the generator never throws, and gives either the errors that the oracle expects, or code that
/// compiles without a warning and equals the oracle forward and backward. CNNGEN_RANDOM_ARCHITECTURES sets their number (200 by default), which is
/// divided over the vector widths; the counts are written to the test's output.
/// </summary>
[Trait("Category", "Slow")]
public class ArchitectureTests(ITestOutputHelper output)
{
    private const int Groups = 10;

    private static int Count =>
        Environment.GetEnvironmentVariable("CNNGEN_RANDOM_ARCHITECTURES") is { } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture) : 200;

    public static TheoryData<int> GroupNumbers => new(Enumerable.Range(0, Groups));

    [Theory]
    [MemberData(nameof(GroupNumbers))]
    public void AnArchitecture_IsRefused_OrEqualsTheOracle(int group)
    {
        (int refused, int compiled) = (0, 0);
        for (int seed = group; seed < Count; seed += Groups)
        {
            (RandomNetwork network, string? mistake) = RandomNetwork.PerhapsIllegal(seed);
            try
            {
                if (mistake is not null)
                {
                    Assert.Contains(NetworkCompiler.Diagnose(network.Source), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
                    refused++;
                }
                else
                {
                    // Seeds of a group differ by the number of groups, which must not pick the same width each time.
                    VectorBits? width = EngineTests.Widths[(seed / Groups) % EngineTests.Widths.Count];
                    OracleComparison.Compare(NetworkCompiler.Compile(network.Source, width), network, seed, batches: [1, 9]);
                    compiled++;
                }
            }
            catch (Exception failure) when (failure is not XunitException)
            {
                throw new XunitException($"Architecture {seed}: {failure}\n{network}");
            }
            catch (XunitException failure)
            {
                throw new XunitException($"Architecture {seed}: {failure.Message}\n{network}", failure);
            }
        }

        output.WriteLine(FormattableString.Invariant($"{refused} refused, {compiled} compiled and equal to the oracle"));
        Assert.True(refused > 0 && compiled > 0, "Both kinds occur.");
    }
}
