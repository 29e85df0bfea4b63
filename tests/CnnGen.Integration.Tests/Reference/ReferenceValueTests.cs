using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Reference;

/// <summary>Values worked out by hand: gradient checks cannot see that a forward pass means something else.</summary>
public class ReferenceValueTests
{
    // 1 2 3
    // 4 5 6
    private static readonly RefTensor s_image = new(2, 3, 1, [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Convolution_IsCrossCorrelationWithPyTorchsWeightOrder()
    {
        // [oc 1][ic 1][kh 2][kw 2]: 1·in[h,w] + 10·in[h,w+1] + 100·in[h+1,w] + 1000·in[h+1,w+1], bias 0.5
        var convolution = new Convolution(RefWindow.Square(2), 1, 1, [1, 10, 100, 1000], [0.5]);
        Assert.Equal([5421.5, 6532.5], convolution.Forward(s_image).Values);
    }

    [Fact]
    public void BatchNorm_NormalisesByTheBatch_AndAveragesItsUnbiasedVariance()
    {
        // Channel 0 holds 1, 3, 5, 7: mean 4, biased variance 5, unbiased 20/3. Channel 1 is always 2.
        RefTensor[] batch = [new(1, 2, 2, [1, 2, 3, 2]), new(1, 2, 2, [5, 2, 7, 2])];
        var norm = new BatchNorm([10, 3], [0.5, 7], [0, 1], [1, 1], epsilon: 4, momentum: 0.25);
        static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;

        RefTensor[] training = norm.Forward([batch], training: true);
        Assert.Equal([-9.5, 7, 0.5 - (10 / 3.0), 7], training[0].Values, Close);
        RefTensor[] inference = norm.Forward([batch], training: false);
        Assert.Equal([0.5 + (10 / Math.Sqrt(5)), 7 + (3 / Math.Sqrt(5))], inference[0].Values.Take(2), Close);

        norm.UpdateAverages(batch);
        Assert.Equal([1, 1.25], norm.Parameters[2].Values, Close);
        Assert.Equal([0.75 + (0.25 * 20 / 3), 0.75], norm.Parameters[3].Values, Close);
    }

    [Fact]
    public void Convolution_ReadsInputChannelsInTheirOrder()
    {
        var convolution = new Convolution(RefWindow.Square(1), 2, 2, [1, 10, 100, 1000], null);
        Assert.Equal([21, 2100, 43, 4300], convolution.Forward(new RefTensor(1, 2, 2, [1, 2, 3, 4])).Values);
    }

    [Fact]
    public void GroupedConvolution_ReadsTheChannelsOfItsGroup()
    {
        // Filters 0 and 1 read channel 0, filters 2 and 3 channel 1.
        var convolution = new Convolution(RefWindow.Square(1), 2, 4, [1, 10, 100, 1000], null, groups: 2);
        Assert.Equal([1, 10, 200, 2000, 3, 30, 400, 4000], convolution.Forward(new RefTensor(1, 2, 2, [1, 2, 3, 4])).Values);
    }

    [Fact]
    public void TransposedConvolution_SpreadsEachPixel_CutsThePaddingOff_AndAddsRowsAtTheEnd()
    {
        // One row, kernel (1, 10, 100), stride 2: 1 10 100+2 20 200+3 30 300; one column cut off on the left, one added on the right.
        var window = new RefWindow(new RefAxis(1), new RefAxis(3, 2, 1, 0));
        RefTensor output = new TransposedConvolution(window, (0, 1), 1, 1, [1, 10, 100], [0.5]).Forward(new RefTensor(1, 3, 1, [1, 2, 3]));
        Assert.Equal([10.5, 102.5, 20.5, 203.5, 30.5, 300.5, 0.5], output.Values);
    }

    [Fact]
    public void TransposedConvolution_HasWeightsByInputChannel_AndGroups()
    {
        // [ic 2][oc 1][1][1] in two groups, then [ic 2][oc 2][1][1] in one.
        RefTensor x = RefTensor.Vector(1, 2);
        Assert.Equal([10, 200], new TransposedConvolution(RefWindow.Square(1), (0, 0), 2, 2, [10, 100], null, groups: 2).Forward(x).Values);
        Assert.Equal([1 + 200, 10 + 2000], new TransposedConvolution(RefWindow.Square(1), (0, 0), 2, 2, [1, 10, 100, 1000], null).Forward(x).Values);
    }

    [Fact]
    public void Convolution_AppliesStrideDilationAndPaddingPerAxis()
    {
        // Rows: size 2, dilation 2, padding 1 above and 1 below: rows −1 and 1, 0 and 2. Columns: size 1, stride 2: columns 0 and 2.
        var window = new RefWindow(new RefAxis(2, 1, 1, 1, 2), new RefAxis(1, 2));
        RefTensor output = new Convolution(window, 1, 1, [1, 10], null).Forward(s_image);
        Assert.Equal("2×2×1", output.ToString());
        Assert.Equal([40, 60, 1, 3], output.Values);
    }

    [Fact]
    public void SamePadding_PutsTheOddRowAtTheEnd()
    {
        Assert.Equal(new RefAxis(2, 1, 0, 1), RefAxis.Same(5, 2));
        Assert.Equal(new RefAxis(3, 2, 0, 1), RefAxis.Same(4, 3, 2));
        Assert.Equal(new RefAxis(5, 1, 2, 2), RefAxis.Same(28, 5));
        Assert.Equal(new RefAxis(3, 1, 2, 2, 2), RefAxis.Same(7, 3, 1, 2));
    }

    [Fact]
    public void AWindowThatDoesNotFit_HasNoOutput()
    {
        Assert.Equal(0, new RefAxis(3, 2).CountWindows(2));
        Assert.Equal(0, new RefAxis(2, 1, 0, 0, 5).CountWindows(5));
        Assert.Equal(1, new RefAxis(2, 7).CountWindows(8));
    }

    [Fact]
    public void ACeiledAxis_CountsALastWindowThatReachesBeyond_UnlessItStartsInThePadding()
    {
        // torch.nn.MaxPool1d(3, 2, ceil_mode=True) of 4, 5 and 6 values; (2, 3, padding=1) of 4: the third window would start at 5.
        Assert.Equal(2, new RefAxis(3, 2) { Ceil = true }.CountWindows(4));
        Assert.Equal(2, new RefAxis(3, 2) { Ceil = true }.CountWindows(5));
        Assert.Equal(3, new RefAxis(3, 2) { Ceil = true }.CountWindows(6));
        Assert.Equal(2, new RefAxis(2, 3, 1, 1) { Ceil = true }.CountWindows(4));
        Assert.Equal(1, new RefAxis(3, 2) { Ceil = true }.CountWindows(2));
    }

    [Fact]
    public void ACeiledAverage_DividesByThePaddedPart_ButNotByWhatLiesBeyond()
    {
        // Columns −1…1, 1…3 and 3…5 of four columns with padding 1: the last window ends one beyond the padding.
        var window = new RefWindow(new RefAxis(1), new RefAxis(3, 2, 1, 1) { Ceil = true });
        var row = new RefTensor(1, 4, 1, [6, 12, 18, 24]);
        Assert.Equal([6, 18, 12], new AveragePool(window, countPadding: true).Forward(row).Values);
        Assert.Equal([9, 18, 24], new AveragePool(window, countPadding: false).Forward(row).Values);
    }

    [Fact]
    public void MaxPool_SendsTheGradientToTheFirstMaximum_AndOverlapsAdd()
    {
        var input = new RefTensor(1, 4, 1, [7, 7, 2, 7]);
        RefTensor dInput = input.ZerosLike();
        var pool = new MaxPool(new RefWindow(new RefAxis(1), new RefAxis(2)));
        RefTensor output = pool.Forward(input);
        pool.Backward(input, output, new RefTensor(1, 3, 1, [1, 10, 100]), dInput);
        Assert.Equal([7, 7, 7], output.Values);
        Assert.Equal([1, 10, 0, 100], dInput.Values);
    }

    [Fact]
    public void Pools_NeverTakePadding()
    {
        var negative = new RefTensor(1, 2, 1, [-3, -2]);
        var window = new RefWindow(new RefAxis(2, 1, 1, 0), new RefAxis(2, 1, 1, 1));
        Assert.Equal([-3, -2, -2], new MaxPool(window).Forward(negative).Values);
        Assert.Equal([3, 2, 2], new MinPool(window).Forward(new RefTensor(1, 2, 1, [3, 2])).Values);
        Assert.Equal([-3, -2.5, -2], new AveragePool(window, countPadding: false).Forward(negative).Values);
        Assert.Equal([-0.75, -1.25, -0.5], new AveragePool(window, countPadding: true).Forward(negative).Values);
    }

    [Fact]
    public void LocalResponseNorm_DividesAlpha_AndLooksOneChannelFurtherUpWithAnEvenSize()
    {
        RefTensor x = RefTensor.Vector(1, 2, 3);
        Assert.Equal([1 / (1 + 5.0), 2 / (1 + 13.0), 3 / (1 + 9.0)], new LocalResponseNorm(2, 2, 1, 1).Forward(x).Values);
        Assert.Equal([1 / (2 + 5.0), 2 / (2 + 14.0), 3 / (2 + 13.0)], new LocalResponseNorm(3, 3, 1, 2).Forward(x).Values);
    }

    // Each set has mean 2 or 3 and deviation 1 or 2.
    [Fact]
    public void NormsOfOneImage_TakeTheirSetsOfValues()
    {
        RefTensor x = new(1, 2, 2, [1, 3, 1, 5]);
        Assert.Equal([-1, 1, -1, 1], new LayerNorm(2, null, null, 0).Forward(x).Values);
        Assert.Equal([-0.5, 2.5, -0.5, 2.5], new LayerNorm(2, [1, 2], [0.5, 0.5], 0).Forward(x).Values);
        Assert.Equal([0, -1, 0, 1], new GroupNorm(2, 2, null, null, 1e-300).Forward(x).Values);
        Assert.Equal(new GroupNorm(1, 2, null, null, 1).Forward(x).Values, new ImageLayerNorm([2, 1, 2], null, null, 1).Forward(x).Values);
    }

    [Fact]
    public void Flatten_IsChannelFirst() =>
        Assert.Equal([1, 3, 5, 2, 4, 6], new Flatten().Forward(new RefTensor(1, 3, 2, [1, 2, 3, 4, 5, 6])).Values);

    // 1·1 + 10·2 + 0.5 and 100·1 + 1000·2 − 0.5
    [Fact]
    public void Dense_HasOneRowOfWeightsAnOutput() =>
        Assert.Equal([21.5, 2099.5], new Dense(2, 2, [1, 10, 100, 1000], [0.5, -0.5]).Forward(RefTensor.Vector(1.0, 2)).Values);

    [Fact]
    public void Activations_HaveTheirValuesAndTheirDerivativeAtZero()
    {
        RefTensor x = RefTensor.Vector(-2, 0, 3);
        Assert.Equal([0, 0, 3], new Relu().Forward(x).Values);
        Assert.Equal([-0.5, 0, 3], new LeakyRelu(0.25).Forward(x).Values);
        Assert.Equal([-1, 0, 3], new PRelu([0.5, 0.25, 0.75]).Forward(x).Values);
        Assert.Equal(0.5, new Sigmoid().Forward(x).Values[1]);
        Assert.Equal(Math.Tanh(3), new Tanh().Forward(x).Values[2]);
        RefTensor dInput = x.ZerosLike();
        new Relu().Backward(x, x, RefTensor.Vector(1.0, 1, 1), dInput);
        Assert.Equal([0, 0, 1], dInput.Values);
    }

    /// <summary>What PyTorch 1.13 gives for x = arange(8).view(1, 8, 1, 1), and for views of arange(12).view(1, 3, 2, 2).</summary>
    [Fact]
    public void Rearrangements_AreThoseOfPyTorch()
    {
        RefTensor channels = RefTensor.Vector(0.0, 1, 2, 3, 4, 5, 6, 7);
        Assert.Equal([0, 4, 1, 5, 2, 6, 3, 7], Rearrangement.ChannelShuffle(2).Forward(channels).Values);
        Assert.Equal([0, 4, 1, 5, 2, 6, 3, 7], Rearrangement.PixelShuffle(2, squaresFirst: false).Forward(channels).Values);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Rearrangement.PixelShuffle(2, squaresFirst: true).Forward(channels).Values);

        // [c, h, w] = 0 … 11 as [h, w, c]
        RefTensor image = new(2, 2, 3, [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], Rearrangement.Reshape(1, 3, 4, channelsFirst: true).Forward(image).Values);
        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], Rearrangement.Reshape(4, 1, 3, channelsFirst: false).Forward(image).Values);
    }

    [Fact]
    public void Losses_AreMeansOverTheOutputs()
    {
        RefTensor x = RefTensor.Vector(1.0, 4);
        RefTarget values = RefTarget.OfValues(2, 1);
        Assert.Equal(5, new MeanSquaredError().Value(x, values));
        Assert.Equal([-1, 3], new MeanSquaredError().Gradient(x, values).Values);
        Assert.Equal(2, new MeanAbsoluteError().Value(x, values));
        Assert.Equal([-0.5, 0.5], new MeanAbsoluteError().Gradient(x, values).Values);
        Assert.Equal(Math.Log(1 + Math.Exp(3)), new SoftmaxCrossEntropy().Value(x, RefTarget.OfLabel(0)), 1e-14);
        Assert.Equal(-Math.Log(0.25), new CrossEntropy().Value(RefTensor.Vector(0.75, 0.25), RefTarget.OfLabel(1)));
    }
}
