using System.Runtime.CompilerServices;
using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Runtime;

/// <summary>Memory outlives whoever can reach it, and nobody else. These tests collect garbage, which disturbs those that count allocations.</summary>
[CollectionDefinition(nameof(LifetimeTests), DisableParallelization = true)]
[Collection(nameof(LifetimeTests))]
public sealed unsafe class LifetimeTests
{
    private static readonly float[] s_input = NetworkRuntimeTests.RandomValues(SoftmaxRegression.InputLength, 2);

    public static TheoryData<string> Spans => ["values", "trainable", "tensor", "loaded", "buffer", "disposed network", "disposed buffer"];

    [Theory]
    [MemberData(nameof(Spans))]
    public void ASpan_KeepsItsMemory(string kind)
    {
        Span<float> values = SpanOf(kind);
        values.Fill(7);

        // Were the memory free, others would get it now.
        for (int i = 0; i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using AlignedBuffer other = new(values.Length);
            using NativeBuffer native = new(values.Length);
            other.Span.Fill(i);
            new Span<float>(native.Pointer, (int)native.Length).Fill(i);
        }

        Assert.False(values.ContainsAnyExcept(7));
    }

    [Fact]
    public void NetworksThatNobodyDisposes_AreCollectedBySize()
    {
        // 64 MiB each that are never touched: small objects to a collector that does not know their size, which would not run for some thousands of them.
        int before = GC.CollectionCount(2);
        for (int buffers = 0; buffers < 500 && GC.CollectionCount(2) == before; buffers++)
        {
            _ = new NativeBuffer(1 << 24).Length;
            Thread.Sleep(5);
        }

        Assert.True(GC.CollectionCount(2) > before);
    }

    [Fact]
    public void ADisposedBuffer_IsGone()
    {
        AlignedBuffer buffer = new(10);
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void ADisposedNetwork_RefusesEverything()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        float[] output = new float[SoftmaxRegression.Classes];
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Forward(s_input, output);
        network.Gradient(s_input, new Targets([1]), gradient);

        network.Dispose();
        network.Dispose();

        Action[] uses =
        [
            () => network.Forward(s_input, output),
            () => network.Logits(s_input, output),
            () => network.Forward(new float[4 * SoftmaxRegression.InputLength], new float[4 * SoftmaxRegression.Classes]),
            () => network.Predict(s_input),
            () => network.Gradient(s_input, new Targets([1]), gradient),
            () => network.ShareWeights(),
            () => network.Save(Stream.Null),
            () => network.Weights.MarkChanged(),
            () => network.Threads = 2,
        ];
        Assert.All(uses, use => Assert.Equal(nameof(SoftmaxRegression), Assert.Throws<ObjectDisposedException>(use).ObjectName));
    }

    [Fact]
    public void InstancesOnTheSameWeights_GoOn_UntilTheLastIsDisposed()
    {
        SoftmaxRegression first = SoftmaxRegression.Create(1);
        float[] expected = new float[SoftmaxRegression.Classes];
        float[] output = new float[SoftmaxRegression.Classes];
        first.Forward(s_input, expected);
        NetworkWeights weights = first.Weights;
        SoftmaxRegression second = first.ShareWeights();
        first.Dispose();

        SoftmaxRegression third = second.ShareWeights();
        second.Dispose();
        third.Forward(s_input, output);
        Assert.Equal(expected, output);
        third.Dispose();

        // Weights that somebody holds stay, and can have networks again.
        using SoftmaxRegression again = new(weights);
        again.Forward(s_input, output);
        Assert.Equal(expected, output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<float> SpanOf(string kind)
    {
        switch (kind)
        {
            case "values":
                return SoftmaxRegression.Create(1).Weights.Values;
            case "trainable":
                return SoftmaxRegression.Create(1).Weights.Trainable;
            case "tensor":
                return SoftmaxRegression.Create(1).Weights[SoftmaxRegression.Info.Parameters[0]];
            case "loaded":
                using (TemporaryFolder folder = new())
                {
                    SoftmaxRegression.Create(1).Save(folder["w"]);
                    return SoftmaxRegression.Load(folder["w"]).Weights.Values;
                }

            case "buffer":
                return new AlignedBuffer(64).Span;
            case "disposed network":
                using (SoftmaxRegression network = SoftmaxRegression.Create(1))
                {
                    return network.Weights.Values;
                }

            default:
                using (AlignedBuffer buffer = new(64))
                {
                    return buffer.Span;
                }
        }
    }
}
