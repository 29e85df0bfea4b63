using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Convolutions in groups of few channels, several of which lie in a vector, against the oracle at each vector width.</summary>
[Trait("Category", "Slow")] // says its widths itself: nothing is gained by running it once for each
public class GroupedConvolutionTests
{
    private const int Networks = 8;
    private const string Comment = "// Groups side by side in vectors";

    public static TheoryData<VectorBits, int> WidthsAndGroups
    {
        get
        {
            TheoryData<VectorBits, int> data = [];
            foreach (VectorBits bits in CodeWidths.Vectors)
            {
                for (int groupSize = 2; groupSize < (int)bits / 32; groupSize *= 2)
                {
                    data.Add(bits, groupSize);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndGroups))]
    public void RandomConvolutions_EqualTheOracle(VectorBits bits, int groupSize)
    {
        int firstSeed = (int)bits + (100 * groupSize);
        RandomNetwork[] networks =
            [.. Enumerable.Range(0, Networks).Select(i => GroupedDraft.Draw(firstSeed + i, $"Net{i:00}", groupSize, lanes: (int)bits / 32))];

        string text = OracleComparison.CompareAll(networks, bits, firstSeed, batches: [1, 3]);

        // Where two groups fill a vector, other algorithms are estimated to be cheaper for some kernels, such as 1×1 and 7×7.
        int leastGrouped = 2 * groupSize * 32 < (int)bits ? Networks : Networks / 2;
        Assert.InRange(text.Split(Comment).Length - 1, leastGrouped, Networks);
    }
}
