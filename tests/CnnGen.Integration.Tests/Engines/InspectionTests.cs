using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Values and gradients of all layers against the oracle, and the times of layers.</summary>
public class InspectionTests
{
    private const double SafeKinkDistance = 1e-5;
    private const int NetworksAWidth = 4;

    // With what inference and training fuse, concatenate in place, leave out or compute in another way.
    private const string Various = """
        using CnnGen;

        /// <summary>A network to look into.</summary>
        [Network(Inspectable = true)]
        [Input(13, 11, 3)]
        [Conv(8, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2, As = "a")]
        [Conv(6, 3, Padding = 1), Silu(As = "b")]
        [Conv(4, 1, From = "a", As = "c")]
        [Concat("b", "c"), Dropout(0.5f)]
        [Dense(7), Tanh]
        [Dense(5)]
        [SoftmaxCrossEntropy]
        public partial class Various;
        """;

    public static TheoryData<VectorBits?, int> Networks
    {
        get
        {
            var networks = new TheoryData<VectorBits?, int>();
            for (int width = 0; width < EngineTests.Widths.Count; width++)
            {
                for (int seed = 0; seed < NetworksAWidth; seed++)
                {
                    networks.Add(EngineTests.Widths[width], (NetworksAWidth * width) + seed);
                }
            }

            return networks;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void RandomNetworks_ShowTheOraclesValuesAndGradients(VectorBits? bits, int seed)
    {
        var network = RandomNetwork.Legal(seed);
        string source = network.Source.Replace("[Network]", "[Network(Inspectable = true)]", StringComparison.Ordinal);
        NetworkInstance instance = NetworkCompiler.Compile(source, bits).Create(seed);
        foreach ((ParameterTensor tensor, (_, RefParameter parameter)) in instance.Weights.Info.Parameters.Zip(network.Reference.Parameters))
        {
            Array.ConvertAll(parameter.Values, value => (float)value).CopyTo(instance.Weights[tensor]);
        }

        instance.Weights.MarkChanged();
        RefTensor image = SafeImage(network, seed);
        float[] input = Array.ConvertAll(image.Values, value => (float)value);
        Random random = new(seed);
        float[] given = [.. Enumerable.Range(0, network.Reference.Logits(image).Length).Select(_ => random.NextSingle() - 0.5f)];

        Inspection inspection = InspectableInstance.Of(instance).Inspect(input, given);

        (RefTensor[] values, RefTensor[] gradients) = network.Reference.Inspect(image, Array.ConvertAll(given, value => (double)value));
        AssertClose($"{source}\ngradient of input", gradients[0].Values, inspection.Gradient("input"));
        AssertClose($"{source}\ninput", image.Values, inspection.Value("input"));
        for (int k = 0; k < network.Reference.Layers.Count; k++)
        {
            RefLayer layer = network.Reference.Layers[k];
            if (layer.Operator.Parameters.Count > 0) // others have no name in the oracle
            {
                AssertClose($"{source}\n{layer.Name}", values[k + 1].Values, inspection.Value(layer.Name));
                AssertClose($"{source}\ngradient of {layer.Name}", gradients[k + 1].Values, inspection.Gradient(layer.Name));
            }
        }
    }

    [Fact]
    public void EveryLayer_IsShownOnce_AndTheLastIsWhatForwardGives()
    {
        NetworkInstance network = NetworkCompiler.Compile(Various).Create(3);
        float[] input = Image();
        float[] logits = new float[5];
        float[] output = new float[5];
        network.Logits(input, logits);
        network.Forward(input, output);

        Inspection inspection = InspectableInstance.Of(network).Inspect(input, [0, 0, 1, 0, 0]);

        Assert.Equal(
            ["input", "conv1", "bn1", "relu1", "pool1", "conv2", "silu1", "conv3", "concat1", "flatten1", "fc1", "tanh1", "fc2", "softmax1"],
            inspection.Layers.Select(layer => layer.Name));
        Assert.Equal((6, 5, 10), (inspection["concat1"].Height, inspection["concat1"].Width, inspection["concat1"].Channels));
        Assert.All(logits.Zip(inspection.Value("fc2").ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(output.Zip(inspection.Value("softmax1").ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal([0, 0, 1, 0, 0], inspection.Gradient("fc2").ToArray());
        Assert.All(inspection.Gradient("softmax1").ToArray(), gradient => Assert.Equal(0, gradient));
        Assert.Contains("no layer 'conv9'; it has input, conv1", Assert.Throws<ArgumentException>(() => inspection["conv9"]).Message, StringComparison.Ordinal);
    }

    /// <summary>The gradient of the input is what a small step changes the logit by; weights that have changed are seen.</summary>
    [Fact]
    public void TheInputsGradient_IsTheChangeOfTheLogit()
    {
        NetworkInstance network = NetworkCompiler.Compile(Various, VectorBits.Bits128).Create(3);
        InspectableInstance inspectable = InspectableInstance.Of(network);
        foreach (float scale in (float[])[1, 0.5f])
        {
            foreach (ParameterTensor tensor in network.Weights.Info.Parameters.Where(tensor => tensor.Name == "fc2.weight"))
            {
                foreach (ref float weight in network.Weights[tensor])
                {
                    weight *= scale;
                }
            }

            network.Weights.MarkChanged();
            float[] input = Image();
            float[] gradient = inspectable.Inspect(input, [0, 1, 0, 0, 0]).Gradient("input").ToArray();
            double length = Math.Sqrt(gradient.Sum(value => (double)value * value));
            Assert.True(length > 0);
            float[] Logits(double step)
            {
                float[] logits = new float[5];
                network.Logits([.. input.Zip(gradient, (x, g) => (float)(x + (step * g / length)))], logits);
                return logits;
            }

            const double Step = 1e-2;
            Assert.Equal(length, (Logits(Step)[1] - Logits(-Step)[1]) / (2 * Step), 0.02 * length);
        }
    }

    [Fact]
    public void WrongLengths_AreNamed()
    {
        InspectableInstance network = InspectableInstance.Of(NetworkCompiler.Compile(Various, VectorBits.Bits128).Create(3));

        Assert.Contains(
            "13 × 11 × 3 = 429",
            Assert.Throws<ArgumentException>(() => network.Inspect(new float[428], new float[5])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "6 values; an image has 5 logits",
            Assert.Throws<ArgumentException>(() => network.Inspect(new float[429], new float[6])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Profile(0));
    }

    [Fact]
    public void AProfile_HasATimeForEachLayerThatIsComputed()
    {
        NetworkProfile profile = InspectableInstance.Of(NetworkCompiler.Compile(Various).Create(3)).Profile(7);

        Assert.Equal(7, profile.Runs);
        Assert.Equal("Various", profile.Network);
        Assert.Contains(profile.Layers, layer => layer.Layer.Name == "conv2" && layer.Layer.MultiplyAdds == 6 * 5 * 6 * 8 * 9);
        Assert.All(profile.Layers, layer => Assert.InRange(layer.Fastest, 0, layer.Microseconds));
        Assert.Equal(1, profile.Layers.Sum(layer => layer.Share), 1e-9);
        Assert.Equal(profile.Layers.Count + 2, profile.ToString().TrimEnd().Split('\n').Length);
        Assert.Equal(profile.Layers.Count, System.Xml.Linq.XDocument.Parse(profile.ToSvg()).Descendants().Count(element => element.Name.LocalName == "rect"));
    }

    private static float[] Image()
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, 13 * 11 * 3).Select(_ => random.NextSingle())];
    }

    private static RefTensor SafeImage(RandomNetwork network, int seed)
    {
        Random random = new(seed);
        RefTensor image;
        do
        {
            RefTensor shape = network.InputShape;
            image =
                new RefTensor(
                    shape.Height,
                    shape.Width,
                    shape.Channels,
                    [.. Enumerable.Range(0, shape.Length).Select(_ => (double)((2 * random.NextSingle()) - 1))]);
        }
        while (network.Reference.KinkDistance([image], null, training: false) < SafeKinkDistance);
        return image;
    }

    private static void AssertClose(string what, double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double tolerance = 1e-4 * Math.Max(expected.Max(Math.Abs), 1e-6);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}: value {i} is {actual[i]}, not {expected[i]}; allowed ±{tolerance:g2}");
        }
    }
}
