using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>The compiler's idea of a legal network, against the oracle's.</summary>
public class DeclarationTests
{
    private const int Count = 150;

    [Fact]
    public void ADeclaration_IsReported_ExactlyWhenItIsWrong()
    {
        for (int seed = 0; seed < Count; seed++)
        {
            (RandomNetwork network, string? mistake) = RandomNetwork.PerhapsIllegal(seed);
            string[] errors = Errors(network);
            Assert.True(
                (mistake is null) == (errors.Length == 0),
                $"Declaration {seed}, mistake: {mistake ?? "none"}, reported: {string.Join("; ", errors)}\n{network}");
        }
    }

    [Fact]
    public void LegalNetworks_AreNotReported()
    {
        for (int seed = 0; seed < Count; seed++)
        {
            var network = RandomNetwork.Legal(seed);
            Assert.True(Errors(network) is [], $"Network {seed}: {string.Join("; ", Errors(network))}\n{network}");
        }
    }

    [Fact]
    public void AWrongDeclaration_StillGetsItsMembers()
    {
        for (int seed = 0; seed < Count; seed++)
        {
            (RandomNetwork network, string? mistake) = RandomNetwork.PerhapsIllegal(seed);
            if (mistake is not null)
            {
                const string Use = "\nfile static class Use\n{\n    public static int Digit(float[] x) => RandomNet.Load(\"weights\").Predict(x);\n}\n";
                Diagnostic[] errors = [.. NetworkCompiler.Generate(network.Source + Use).GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
                Assert.True(errors.Length == 0, $"{network}\n{string.Join('\n', (object[])errors)}");
            }
        }
    }

    private static string[] Errors(RandomNetwork network) =>
        [.. NetworkCompiler.Diagnose(network.Source).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
}
