using CnnGen.Integration.Tests.Harness;
using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Onnx.Tests;

/// <summary>ONNX's own operator cases, written as networks, compiled and run.</summary>
public class OnnxOperatorTests
{
    public static TheoryData<string> Expressible => new(OnnxSuite.Cases.Where(onnx => CompiledCases.Translate(onnx).Reason is null).Select(onnx => onnx.Name));

    [Theory]
    [MemberData(nameof(Expressible))]
    public void ACase_GivesWhatOnnxSays(string name) => Assert.Null(CompiledCases.All[name].Failure);

    [Fact]
    public void ThePage_ShowsTodaysResults() => Snapshot.MatchFile(OnnxPage.Text(), Path.Combine(Repository.Root, "docs", "onnx-operators.md"));

    [Fact]
    public void TheSuite_IsComplete() => Assert.Equal(394, OnnxSuite.Cases.Count);

    [Fact]
    public void AWrongValue_IsFound()
    {
        Expression relu = Assert.Single(CompiledCases.Translate(OnnxSuite.Cases.Single(onnx => onnx.Name == "relu")).Expressions);
        string source = relu.Files.Source.Replace("[Relu", "[LeakyRelu", StringComparison.Ordinal);
        Assert.NotEqual(relu.Files.Source, source);
        CompiledNetwork network = NetworkCompiler.Compile(source, VectorBits.Scalar);
        Assert.StartsWith("value ", new CaseRun(network, relu).Failure(), StringComparison.Ordinal);
    }
}
