using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Dropout before a dense layer with one output: for one image the gradient of weight i, divided by that of the bias and by the layer's input,
/// is the factor that value i was multiplied with. So the noise can be read off, and given to the oracle.
/// </summary>
public class DropoutTests
{
    private const int Units = 96;
    private const float Rate = 0.25f;

    private const string Source = """
        using CnnGen;

        /// <summary>One dropout.</summary>
        [Network, Input(3, 3, 2)]
        [Dense(96), Dropout(0.25f), Dense(1), MeanSquaredError]
        public partial class Noisy;
        """;

    private readonly RefTensor[] _images = [.. Enumerable.Range(0, 20).Select(seed => Image(new Random(seed)))];

    [Fact]
    public void Values_AreDroppedOrScaled_AboutAsOftenAsTold()
    {
        var noisy = new Noisy();
        double[] factors = [.. Enumerable.Range(0, 20).SelectMany(seed => noisy.Factors(_images[0], seed))];
        Assert.All(factors, factor => Assert.True(factor == 0 || Math.Abs(factor - (1 / (1 - Rate))) < 1e-3, $"factor {factor}"));

        // 1,920 draws: a quarter and five standard deviations of 0.01
        Assert.InRange(factors.Count(factor => factor == 0) / (double)factors.Length, 0.20, 0.30);
    }

    [Fact]
    public void TheNoise_IsDecidedByItsSeed()
    {
        var noisy = new Noisy();
        Assert.Equal(noisy.Factors(_images[0], 5), noisy.Factors(_images[0], 5));
        Assert.NotEqual(noisy.Factors(_images[0], 5), noisy.Factors(_images[0], 6));
    }

    [Fact]
    public void ImagesOfABatch_HaveNoiseOfTheirOwn()
    {
        var noisy = new Noisy();

        // Twice the same image: with equal noise a weight's gradient would be 0 or in one proportion to its input.
        float[] gradient = noisy.Gradient([_images[0], _images[0]], [1, 5], noiseSeed: 3);
        double[] hidden = noisy.Hidden(_images[0]);
        double[] ratios = [.. hidden.Select((h, i) => Math.Round(gradient[noisy.LastWeight.Offset + i] / h, 3))];
        Assert.Equal(4, ratios.Distinct().Count());
    }

    [Fact]
    public void ForwardAndBackward_UseTheSameNoise()
    {
        var noisy = new Noisy();
        for (int seed = 0; seed < 5; seed++)
        {
            double[] factors = noisy.Factors(_images[seed], seed);
            noisy.Dropout.Factors = [RefTensor.Vector(factors)];
            RefGradients expected = noisy.Oracle.Backward([_images[seed]], [RefTarget.OfValues(1)]);
            float[] gradient = noisy.Gradient([_images[seed]], [1], seed);
            foreach (ParameterTensor tensor in noisy.Info.Parameters)
            {
                double[] values = expected.Parameters[tensor.Name];
                double tolerance = 1e-3 * values.Max(Math.Abs);
                Assert.All(values.Index(), value => Assert.Equal(value.Item, gradient[tensor.Offset + value.Index], tolerance));
            }
        }
    }

    [Fact]
    public void Threads_DoNotChangeTheNoise()
    {
        var noisy = new Noisy();
        float[] values = [.. Enumerable.Range(0, _images.Length).Select(i => (float)i)];
        noisy.Network.Threads = 1;
        float[] gradient = noisy.Gradient(_images, values, 9);
        noisy.Network.Threads = 2;
        Assert.Equal(gradient, noisy.Gradient(_images, values, 9));
    }

    [Fact]
    public void StochasticDepth_KeepsOrDropsAllValuesOfAnImage()
    {
        var deep = new Noisy("StochasticDepth(0.25f)");
        double[][] factors = [.. Enumerable.Range(0, 200).Select(seed => deep.Factors(_images[0], seed))];
        Assert.All(factors, image => Assert.Single(image.Distinct()));
        Assert.All(factors, image => Assert.True(image[0] == 0 || Math.Abs(image[0] - (1 / (1 - Rate))) < 1e-3, $"factor {image[0]}"));

        // 200 draws: a quarter and five standard deviations of 0.03
        Assert.InRange(factors.Count(image => image[0] == 0) / (double)factors.Length, 0.10, 0.40);
        deep.Comparison.AssertForward(_images);
    }

    [Fact]
    public void Inference_HasNoNoise()
    {
        var noisy = new Noisy();
        noisy.Comparison.AssertForward(_images);
    }

    private static RefTensor Image(Random random) => new(3, 3, 2, [.. Enumerable.Range(0, 18).Select(_ => (double)(float)(random.NextDouble() + 0.1))]);

    /// <summary>The network, its oracle with the same weights, and what can be read off its gradients.</summary>
    private sealed class Noisy
    {
        private readonly CompiledNetwork _compiled;

        public Noisy(string noise = "Dropout(0.25f)")
        {
            _compiled = NetworkCompiler.Compile(Source.Replace("Dropout(0.25f)", noise, StringComparison.Ordinal));
            var random = new Random(2);
            double[] Weights(int length) => [.. Enumerable.Range(0, length).Select(_ => (double)(float)((random.NextDouble() + 0.5) / length))];
            Oracle.Add("flatten1", new Flatten());
            Oracle.Add("fc1", new Dense(18, Units, Weights(18 * Units), Weights(Units)));
            Oracle.Add("dropout1", Dropout);
            Oracle.Add("fc2", new Dense(Units, 1, Weights(Units), Weights(1)));
            Network = _compiled.Create(0);
            Comparison = new OracleComparison(_compiled.Info, Network, Oracle);
        }

        public NetworkInfo Info => _compiled.Info;

        public NetworkInstance Network { get; }

        public OracleComparison Comparison { get; }

        public Dropout Dropout { get; } = new();

        public ReferenceNetwork Oracle { get; } = new() { Loss = new MeanSquaredError() };

        public ParameterTensor LastWeight => Info.Parameters[2];

        public float[] Gradient(RefTensor[] images, float[] targets, long noiseSeed)
        {
            float[] gradient = new float[Network.Weights.TrainableLength];
            Network.Gradient(Batches.Pixels(images), targets, gradient, noiseSeed);
            return gradient;
        }

        public double[] Factors(RefTensor image, long noiseSeed)
        {
            float[] gradient = Gradient([image], [1], noiseSeed);
            float dBias = gradient[Info.Parameters[3].Offset];
            return [.. Hidden(image).Select((h, i) => Round(gradient[LastWeight.Offset + i] / (dBias * h)))];
        }

        public double[] Hidden(RefTensor image) => Oracle.Layers[1].Operator.Forward([[Flat(image)]], training: false)[0].Values;

        private static double Round(double factor) => Math.Round(factor, 4);

        private static RefTensor Flat(RefTensor image) => new Flatten().Forward(image);
    }
}
