using CnnGen.Reference;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Reference;

public class OperatorGradientTests
{
    private readonly Random _random = new(1);

    public static TheoryData<int, int, int, int, int, int> Windows => new()
    {
        // size, stride, before, after, dilation, n
        { 1, 1, 0, 0, 1, 1 },
        { 3, 1, 0, 0, 1, 5 },
        { 3, 2, 1, 0, 1, 6 },
        { 2, 3, 0, 1, 1, 7 },
        { 3, 1, 1, 2, 2, 5 },
        { 2, 1, 1, 1, 3, 4 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Convolution_BackwardEqualsDifferences(int size, int stride, int before, int after, int dilation, int n)
    {
        var window = new RefWindow(new RefAxis(size, stride, before, after, dilation), new RefAxis(2, 1, 1, 0));
        double[] weight = GradientCheck.Uniform(_random, 3 * 2 * size * 2);
        Check(new Convolution(window, 2, 3, weight, GradientCheck.Uniform(_random, 3)), n, 4, 2);
        Check(new Convolution(window, 2, 3, weight, null), n, 4, 2);
    }

    [Theory]
    [InlineData(4, 6, 2)]
    [InlineData(3, 3, 3)]
    [InlineData(2, 6, 2)]
    public void GroupedConvolution_BackwardEqualsDifferences(int channels, int filters, int groups)
    {
        double[] weight = GradientCheck.Uniform(_random, filters * channels / groups * 3 * 3);
        Check(new Convolution(RefWindow.Square(3, 2, 1), channels, filters, weight, GradientCheck.Uniform(_random, filters), groups), 5, 4, channels);
    }

    [Theory]
    [InlineData(4, 6, 2)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 2, 2)]
    public void TransposedConvolution_BackwardEqualsDifferences(int channels, int filters, int groups)
    {
        var window = new RefWindow(new RefAxis(3, 2, 1, 0), new RefAxis(2, 3, 0, 1, 2));
        double[] weight = GradientCheck.Uniform(_random, channels * filters / groups * 3 * 2);
        Check(new TransposedConvolution(window, (1, 0), channels, filters, weight, GradientCheck.Uniform(_random, filters), groups), 3, 2, channels);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Pools_BackwardEqualsDifferences(int size, int stride, int before, int after, int dilation, int n)
    {
        if (before >= size || after >= size)
        {
            (before, after) = (0, 0);
        }

        var window = new RefWindow(new RefAxis(2, 2, 0, 1), new RefAxis(size, stride, before, after, dilation));
        Check(new MaxPool(window), 5, n, 2);
        Check(new MinPool(window), 5, n, 2);
        Check(new AveragePool(window, countPadding: false), 5, n, 2);
        Check(new AveragePool(window, countPadding: true), 5, n, 2);
    }

    [Fact]
    public void Dense_BackwardEqualsDifferences()
    {
        Check(new Dense(6, 4, GradientCheck.Uniform(_random, 24), GradientCheck.Uniform(_random, 4)), 1, 1, 6);
        Check(new Dense(6, 1, GradientCheck.Uniform(_random, 6), null), 1, 1, 6);
    }

    [Fact]
    public void UnaryOperators_BackwardEqualsDifferences()
    {
        RefOperator[] operators =
        [
            new Relu(),
                new LeakyRelu(0.3),
                new Elu(0.8),
                new Elu(-0.4),
                new Sigmoid(),
                new Tanh(),
                new HardSigmoid(0.4, 0.3),
                new HardSwish(),
                new Silu(),
                new Gelu(),
                new GeluTanh(), new Clip(-0.3, 0.55), new Softmax(), new LogSoftmax(), new Flatten(), new GlobalAveragePool(), new ZeroPad(1, 0, 2, 3, 2, 1),
                new AxisMapping([[0.5, 0.25], [0, 1], [1, 0]], [[1, 0, 0], [-0.5, 1, 0.5]]),
                    new Upsample(2, 3, null),
                    new Upsample(3, 2, Upsample.HalfPixel),
                    new Upsample(2, 1, Upsample.Asymmetric),
                    new Softplus(),
                        new Selu(),
                        new Mish(),
                        new EachPixel(new Softmax()),
                        new EachPixel(new LogSoftmax()),
                        Rearrangement.Transpose(0, 2),
                        Rearrangement.Slice(2, 0, 1, 2),
                        new AxisReduction(0, isMean: true), new AxisReduction(1, isMean: false), new AxisReduction(2, isMean: true),
                    ];
        foreach (RefOperator op in operators)
        {
            Check(op, 2, 3, 4);
            Check(op, 1, 1, 1);
        }
    }

    [Fact]
    public void Rearrangements_BackwardEqualDifferences()
    {
        Check(Rearrangement.ChannelShuffle(3), 2, 3, 6);
        Check(Rearrangement.PixelShuffle(2, squaresFirst: false), 2, 3, 8);
        Check(Rearrangement.PixelUnshuffle(2, squaresFirst: true), 4, 2, 3);
        Check(Rearrangement.Reshape(3, 2, 4, channelsFirst: true), 2, 3, 4);
        Check(Rearrangement.Reshape(4, 3, 2, channelsFirst: false), 2, 3, 4);
    }

    [Fact]
    public void Scale_BackwardEqualsDifferences()
    {
        Check(new Scale([0.25, -0.5, 0, 1.5]), 2, 3, 4);
        Check(new Scale([0.25, -0.5, 3], [1, 0, -2]), 2, 2, 3);
    }

    [Fact]
    public void PRelu_BackwardEqualsDifferences()
    {
        Check(new PRelu([0.25, -0.5, 0, 1.5]), 2, 3, 4);
        Check(new PRelu([0.3]), 1, 1, 1);
    }

    [Fact]
    public void LocalResponseNorm_BackwardEqualsDifferences()
    {
        Check(new LocalResponseNorm(5, 0.5, 0.75, 2), 2, 3, 9);
        Check(new LocalResponseNorm(4, 2, 0.6, 1), 2, 2, 7);
        Check(new LocalResponseNorm(9, 0.5, 1, 1), 1, 2, 3);
    }

    [Fact]
    public void NormsOfOneImage_BackwardEqualDifferences()
    {
        double[] Draw(int length) => GradientCheck.Uniform(_random, length);
        foreach ((int height, int width, int channels) in new[] { (2, 3, 4), (1, 1, 6), (3, 2, 2) })
        {
            Check(new LayerNorm(channels, Draw(channels), Draw(channels), 0.01), height, width, channels);
            Check(new LayerNorm(channels, null, null, 0.01), height, width, channels);
            int length = height * width * channels;
            Check(new ImageLayerNorm([channels, height, width], Draw(length), Draw(length), 0.01), height, width, channels);
            Check(new GroupNorm(2, channels, Draw(channels), Draw(channels), 0.01), height, width, channels);
            Check(new GroupNorm(1, channels, null, null, 0.01), height, width, channels);
        }

        Check(new GroupNorm(3, 3, Draw(3), Draw(3), 0.01), 3, 2, 3);
    }

    [Fact]
    public void BatchNorm_BackwardEqualsDifferences()
    {
        foreach ((int height, int width, int channels) in new[] { (2, 3, 4), (1, 1, 3), (5, 1, 1) })
        {
            double[] Draw() => GradientCheck.Uniform(_random, channels);
            RefTensor[] batch = [.. Batch(height, width, channels), .. Batch(height, width, channels), .. Batch(height, width, channels)];
            GradientCheck.Check(new BatchNorm(Draw(), Draw(), Draw(), [.. Draw().Select(x => x + 2)], epsilon: 1e-3), _random, batch);
        }
    }

    [Fact]
    public void Dropout_BackwardEqualsDifferences()
    {
        RefTensor Factors() => new(2, 3, 2, [.. Enumerable.Range(0, 12).Select(_ => _random.Next(2) * 2.0)]);
        Check(new Dropout { Factors = [Factors(), Factors()] }, 2, 3, 2);
        Check(new Dropout(), 2, 3, 2);
    }

    [Fact]
    public void OperatorsOfSeveralValues_BackwardEqualsDifferences()
    {
        GradientCheck.Check(new Multiply(), _random, Batch(2, 3, 2), Batch(2, 3, 2), Batch(2, 3, 2));
        GradientCheck.Check(new Multiply(), _random, Batch(2, 3, 2), Batch(1, 1, 2));
        GradientCheck.Check(new Add(), _random, Batch(2, 3, 2), Batch(2, 3, 2), Batch(2, 3, 2));
        GradientCheck.Check(new Subtract(), _random, Batch(2, 3, 2), Batch(2, 3, 2), Batch(2, 3, 2));
        GradientCheck.Check(new Divide(), _random, Batch(2, 3, 2), Moved(Batch(2, 3, 2), 1));
        GradientCheck.Check(new Maximum(), _random, Batch(2, 3, 2), Moved(Batch(2, 3, 2), 0.01), Moved(Batch(2, 3, 2), 0.02));
        GradientCheck.Check(new Minimum(), _random, Batch(2, 3, 2), Moved(Batch(2, 3, 2), 0.01));
        GradientCheck.Check(new Concat(), _random, Batch(2, 3, 1), Batch(2, 3, 4), Batch(2, 3, 2));
    }

    // Other values than those of another batch, or divisors that are not near 0.
    private static RefTensor[] Moved(RefTensor[] batch, double by)
    {
        foreach (RefTensor image in batch)
        {
            for (int i = 0; i < image.Length; i++)
            {
                image.Values[i] += by;
            }
        }

        return batch;
    }

    private void Check(RefOperator op, int height, int width, int channels) => GradientCheck.Check(op, _random, Batch(height, width, channels));

    private RefTensor[] Batch(int height, int width, int channels) =>
        [GradientCheck.DistinctValues(_random, height, width, channels), GradientCheck.DistinctValues(_random, height, width, channels)];
}
