using System.Text.RegularExpressions;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Direct convolutions of so many channels that the rows of the kernel are passed over one after the other, against the oracle at each vector width.
/// </summary>
[Trait("Category", "Slow")] // says its widths itself: nothing is gained by running it once for each
public partial class KernelRowsTests
{
    private const int Size = 15;
    private const int Channels = 1000;
    private const int Filters = 48;
    private const int Kernel = 3;

    public static TheoryData<VectorBits> Widths => new(CodeWidths.Vectors);

    [Theory]
    [MemberData(nameof(Widths))]
    public void TwoConvolutionsAndTheirSum_EqualTheOracle(VectorBits bits)
    {
        var random = new Random((int)bits);
        var draft = new NetworkDraft(random, Size, Size, Channels);
        Convolve(draft);
        int first = draft.Current;
        draft.Append(new LayerText("Tanh"), new Tanh());
        draft.ContinueFrom(0);
        Convolve(draft);
        draft.Append(new LayerText("Add", $"\"{draft.Label(first + 1)}\""), new Add(), draft.Current, first + 1);
        draft.Append(new LayerText("Tanh"), new Tanh());
        var network = new RandomNetwork(draft, "Net");

        CompiledNetwork compiled = NetworkCompiler.Compile(network.Source, bits);

        string text = string.Concat(compiled.GeneratedSources);
        Assert.Equal(2, KernelRowOutside().Count(text));
        Assert.Contains("one row of the kernel after the other", text, StringComparison.Ordinal);
        OracleComparison.Compare(compiled, network, seed: 1, batches: [1, 2]);
    }

    private static void Convolve(NetworkDraft draft)
    {
        const int ReductionLength = Channels * Kernel * Kernel;
        var axis = new RefAxis(Kernel, Kernel, 0, 0);
        var convolution =
            new Convolution(
                new RefWindow(axis, axis),
                Channels,
                Filters,
                draft.Weights(Filters * ReductionLength, ReductionLength),
                draft.Weights(Filters, 1),
                1);
        draft.MultiplyAdds += (long)convolution.Forward(draft.Shape).Length * ReductionLength;
        draft.Append(new LayerText("Conv", $"{Filters}", $"{Kernel}").Set("Stride", Kernel), convolution);
    }

    [GeneratedRegex(@"for \(nint kh = 0; kh < 3; kh\+\+\)\s*\{\s*for \(nint oh")]
    private static partial Regex KernelRowOutside();
}
