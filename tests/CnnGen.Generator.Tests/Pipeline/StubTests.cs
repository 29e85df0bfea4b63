using CnnGen.Generator.Tests.Compilation;
using CnnGen.Generator.Tests.Diagnostics;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

public class StubTests
{
    public static TheoryData<string> Titles => new(WrongNetworks.All.Where(network => network.Messages.Any(IsError)).Select(network => network.Title));

    [Theory]
    [MemberData(nameof(Titles))]
    public void AWrongNetwork_AddsNoErrorOfTheCompiler(string title)
    {
        WrongNetwork network = WrongNetworks.All.Single(candidate => candidate.Title == title);

        IReadOnlyList<string> errors = GeneratedProgram.Errors(MarkedSource.Parse(network.MarkedSource).Text);

        Assert.Empty(errors);
    }

    [Fact]
    public void ProgramsThatUseAWrongNetwork_GetNoErrorForIt() => Assert.Empty(GeneratedProgram.Errors("""
        using CnnGen;
        [Network, Input(8, 8, 1), Conv(4, 9), Dense(10), SoftmaxCrossEntropy]
        public partial class Net;

        public static class User
        {
            public static int Use(string path)
            {
                Net net = Net.Load(path);
                float[] output = new float[Net.OutputLength];
                net.Forward(new float[Net.InputLength], output);
                net.Logits(new float[Net.InputHeight * Net.InputWidth * Net.InputChannels], output);
                net.Threads = 1;
                Net.Create(seed: 1).Save(path);
                return net.Predict(output) + Net.Summary.Length + (int)(Net.ParameterCount + Net.MultiplyAdds) + Net.ArenaBytes + Generic<Net>();
            }

            private static int Generic<T>() where T : class, ITrainableNetwork<T> => T.Info.OutputLength;
        }
        """));

    [Fact]
    public void ASecondNetworkAttribute_IsLeftToTheCompiler() => Assert.All(
        GeneratedProgram.Errors("using CnnGen; [Network, Input(8, 8, 1), Conv(4, 9)] partial class Net; [Network] partial class Net;"),
        error => Assert.Contains("CS0579", error, StringComparison.Ordinal));

    private static bool IsError(string message) => message.StartsWith("error", StringComparison.Ordinal);
}
