using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Runtime;

public sealed class NetworkRuntimeTests
{
    private const int InputLength = SoftmaxRegression.InputLength;
    private const int Classes = SoftmaxRegression.Classes;

    [Fact]
    public void Batch_GivesWhatSingleImagesGive_ForAnyThreads()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        const int Images = 7;
        float[] input = RandomValues(Images * InputLength, 2);
        float[] expected = new float[Images * Classes];
        for (int image = 0; image < Images; image++)
        {
            network.Forward(input.AsSpan(image * InputLength, InputLength), expected.AsSpan(image * Classes, Classes));
        }

        for (int threads = 1; threads <= 9; threads++)
        {
            network.Threads = threads;
            float[] output = new float[expected.Length];
            network.Forward(input, output);
            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void ChangedWeights_AreUsed_ByEveryInstanceThatSharesThem()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        SoftmaxRegression shared = network.ShareWeights();
        float[] input = RandomValues(InputLength, 2);
        float[] before = new float[Classes];
        float[] after = new float[Classes];
        network.Logits(input, before);
        shared.Logits(input, after);
        Assert.Equal(before, after);

        network.Weights.Values[SoftmaxRegression.BiasOffset] += 5;
        network.Weights.MarkChanged();

        shared.Logits(input, after);
        Assert.Equal(before[0] + 5, after[0], 1e-5f);
        network.Logits(input, before);
        Assert.Equal(before, after);
    }

    [Fact]
    public void InstancesOnSharedWeights_RunAtTheSameTime()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        float[] input = RandomValues(InputLength, 2);
        float[] expected = new float[Classes];
        SoftmaxRegression.Create(1).Forward(input, expected);
        float[][] outputs = new float[4][];

        // All threads meet the unpacked weights at once.
        using Barrier barrier = new(outputs.Length);
        Thread[] threads = new Thread[outputs.Length];
        for (int i = 0; i < threads.Length; i++)
        {
            int index = i;
            SoftmaxRegression own = network.ShareWeights();
            outputs[i] = new float[Classes];
            threads[i] = new Thread(() =>
            {
                barrier.SignalAndWait();
                for (int call = 0; call < 1000; call++)
                {
                    own.Forward(input, outputs[index]);
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.All(outputs, output => Assert.Equal(expected, output));
    }

    [Theory]
    [InlineData(0, "0 values", "16 or 2 × 16 = 32")]
    [InlineData(15, "15 values", "4 × 4 × 1 = 16")]
    [InlineData(40, "40 values", "2 × 16 = 32 or 3 × 16 = 48")]
    public void InputThatIsNoWholeNumberOfImages_IsRefusedWithTheArithmetic(int length, params string[] expected)
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);

        ArgumentException thrown = Assert.Throws<ArgumentException>("input", () => network.Forward(new float[length], new float[Classes]));

        Assert.StartsWith("SoftmaxRegression: ", thrown.Message);
        Assert.All(expected, part => Assert.Contains(part, thrown.Message));
    }

    [Theory]
    [InlineData(1, 4, "1 image × 3 outputs = 3")]
    [InlineData(2, 3, "2 images × 3 outputs = 6")]
    public void OutputOfAnotherLength_IsRefusedWithTheArithmetic(int images, int length, string expected)
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        float[] output = new float[length];

        ArgumentException thrown = Assert.Throws<ArgumentException>("output", () => network.Logits(new float[images * InputLength], output));

        Assert.Contains($"has {length} values", thrown.Message);
        Assert.Contains(expected, thrown.Message);
        Assert.All(output, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Predict_TakesOneImage()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);

        ArgumentException thrown = Assert.Throws<ArgumentException>("input", () => network.Predict(new float[2 * InputLength]));

        Assert.Contains("32 values", thrown.Message);
    }

    [Theory]
    [InlineData(0, 1f, 1f, 1f)]
    [InlineData(1, 1f, 2f, 2f)]
    [InlineData(2, float.NaN, -5f, -4f)]
    [InlineData(1, 0f, 3f, float.NaN)]
    [InlineData(0, float.NaN, float.NaN, float.NaN)]
    [InlineData(0, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity)]
    public void Predict_GivesTheFirstLargest_AndNoNaN(int expected, params float[] bias)
    {
        SoftmaxRegression network = new(new NetworkWeights(SoftmaxRegression.Info));
        bias.CopyTo(network.Weights.Values[SoftmaxRegression.BiasOffset..]);
        network.Weights.MarkChanged();

        Assert.Equal(expected, network.Predict(new float[InputLength]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ThreadsBelowOne_AreRefused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxRegression.Create(1).Threads = threads);

    [Fact]
    public void WeightsOfAnotherNetwork_AreRefused()
    {
        NetworkInfo other = new()
        {
            Name = "Other",
            InputHeight = 1,
            InputWidth = 1,
            InputChannels = 1,
            OutputLength = 1,
            ParameterCount = 0,
            MultiplyAdds = 0,
            ArenaBytes = 0,
            Summary = "",
            Parameters = [],
        };

        ArgumentException thrown = Assert.Throws<ArgumentException>(
            () => new NetworkRuntime(SoftmaxRegression.Program(1, 1), new NetworkWeights(other)));

        Assert.Contains("Other (0 parameters)", thrown.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Calls_AllocateNothing(int threads)
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        network.Threads = threads;
        float[] images = RandomValues(6 * InputLength, 3);
        float[] outputs = new float[6 * Classes];
        int[] labels = new int[6];
        using AlignedBuffer gradient = new(network.Weights.TrainableLength);
        Call();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 10; i++)
        {
            Call();
        }

        // The network's own Random objects, which stand for dropout, are all that the gradient may allocate.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);

        void Call()
        {
            network.Forward(images, outputs);
            network.Logits(images, outputs);
            network.Forward(images.AsSpan(0, InputLength), outputs.AsSpan(0, Classes));
            _ = network.Predict(images.AsSpan(0, InputLength));
            _ = network.Gradient(images, labels, gradient.Span);
        }
    }

    internal static float[] RandomValues(int length, int seed)
    {
        Random random = new(seed);
        float[] values = new float[length];
        foreach (ref float value in values.AsSpan())
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return values;
    }
}
