using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
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

    private static readonly VectorBits?[] s_widths = [null, VectorBits.Scalar, VectorBits.Bits128, VectorBits.Bits256, VectorBits.Bits512];

    public static TheoryData<VectorBits?, int> Networks
    {
        get
        {
            string? wanted = Environment.GetEnvironmentVariable("CNNGEN_RANDOM_NETWORKS");
            int count = wanted is null ? 10 : int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture);
            var networks = new TheoryData<VectorBits?, int>();
            for (int width = 0; width < s_widths.Length; width++)
            {
                // Each width begins elsewhere, so that together they see more networks.
                for (int seed = 0; seed < count; seed++)
                {
                    networks.Add(s_widths[width], seed + (4 * width));
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
            using CompiledNetwork compiled = NetworkCompiler.Compile(network.Source, bits);
            Assert.Equal(network.MultiplyAdds, compiled.Info.MultiplyAdds);
            Assert.Equal(network.Reference.Parameters.Sum(p => p.Parameter.Values.Length), compiled.Info.ParameterCount);
            var comparison = new OracleComparison(compiled.Info, compiled.Create(seed), network.Reference);
            foreach (int count in (int[])[1, 3, MoreThanAMicroBatch])
            {
                (RefTensor[] images, RefTarget[] targets) = network.DrawBatch(seed + count, count);
                comparison.AssertForward(images);
                if (compiled.TargetKind is not null)
                {
                    comparison.AssertGradient(images, targets);
                }
            }
        }
        catch (XunitException failure)
        {
            throw new XunitException($"{failure.Message}\n\nNetwork {seed}:\n{network}", failure);
        }
    }
}
