using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Xunit;
using Xunit.Sdk;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Random networks through the generator at each vector width, against the oracle. CNNGEN_RANDOM_NETWORKS sets the number of networks a width
/// (10 by default); a failure names its seed and shows its source.
/// </summary>
public class EngineTests
{
    private const int MoreThanAMicroBatch = 20;

    /// <summary>All widths with a choice at run time, and each by itself.</summary>
    public static IReadOnlyList<VectorBits?> Widths { get; } = [null, .. CodeWidths.All];

    public static TheoryData<VectorBits?, int> Networks
    {
        get
        {
            string? wanted = Environment.GetEnvironmentVariable("CNNGEN_RANDOM_NETWORKS");
            int count = wanted is null ? 10 : int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture);
            var networks = new TheoryData<VectorBits?, int>();
            for (int width = 0; width < Widths.Count; width++)
            {
                // Each width begins elsewhere, so that together they see more networks.
                for (int seed = 0; seed < count; seed++)
                {
                    networks.Add(Widths[width], seed + (4 * width));
                }
            }

            return networks;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void RandomNetworks_EqualTheOracle_ForwardAndBackward(VectorBits? bits, int seed)
    {
        var network = RandomNetwork.Legal(seed);
        try
        {
            CompiledNetwork compiled = NetworkCompiler.Compile(network.Source, bits);
            OracleComparison.Compare(compiled, network, seed, batches: [1, 3, MoreThanAMicroBatch]);
        }
        catch (XunitException failure)
        {
            throw new XunitException($"{failure.Message}\n\nNetwork {seed}:\n{network}", failure);
        }
    }
}
