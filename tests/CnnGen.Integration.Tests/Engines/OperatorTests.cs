using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Xunit;
using Xunit.Sdk;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Each operator by itself, with random sizes, at each vector width, against the oracle.</summary>
public class OperatorTests
{
    private const int Networks = 3;

    public static TheoryData<VectorBits, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<VectorBits, string>();
            foreach (VectorBits bits in CodeWidths.All)
            {
                foreach (string kind in SingleOperator.Kinds)
                {
                    kinds.Add(bits, kind);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnOperator_EqualsTheOracle_Forward(VectorBits bits, string kind) => Compare(bits, kind, trainable: false);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnOperator_EqualsTheOracle_Backward(VectorBits bits, string kind) => Compare(bits, kind, trainable: true);

    private static void Compare(VectorBits bits, string kind, bool trainable)
    {
        int firstSeed = (int)bits; // other sizes at each width
        RandomNetwork[] networks = [.. Enumerable.Range(0, Networks).Select(i => SingleOperator.Draw(kind, firstSeed + i, trainable, $"Net{i}"))];
        string source = $"using CnnGen;\n\n{string.Join("\n", networks.Select(network => network.Declaration))}";
        CompiledNetwork[] compiled = NetworkCompiler.CompileAll(source, bits);
        foreach ((RandomNetwork network, CompiledNetwork candidate) in networks.Zip(compiled))
        {
            try
            {
                OracleComparison.Compare(candidate, network, firstSeed, batches: network.Reference.MixesImages ? [1, 9] : [1, 3]);
            }
            catch (XunitException failure)
            {
                throw new XunitException($"{failure.Message}\n\n{network}", failure);
            }
        }
    }
}
