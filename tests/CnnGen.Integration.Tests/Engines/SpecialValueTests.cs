using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// NaN and infinities through layers that are compiled into one kernel, at each vector width, against the oracle, which does what PyTorch does.
/// </summary>
public class SpecialValueTests
{
    // The size of the image, its layers and the oracle's. Without Winograd, whose sums mix all values of a tile.
    private static readonly Dictionary<string, (string Input, string Layers, Func<Draft, ReferenceNetwork> Oracle)> s_networks = new()
    {
        ["planar, pool 2×2"] = ("14, 15, 1", "Conv(6, 5), Relu, MaxPool(2)", d => d.Conv(6, 5).Then(new Relu()).Then(new MaxPool(RefWindow.Square(2, 2)))),
        ["planar, pool 1×2"] = ("9, 16, 2", "Conv(5, 3), MaxPool(1, 2)", d => d.Conv(5, 3).Then(new MaxPool(new RefWindow(new(1, 1), new(2, 2))))),
        ["planar"] = ("9, 20, 3", "Conv(4, 3), Clip(0, 6)", d => d.Conv(4, 3).Then(new Clip(0, 6))),
        ["direct, pool 2×2"] = ("9, 10, 20", "Conv(33, 3, Padding = 1), LeakyRelu(0.1f), MaxPool(2)", d =>
            d.Conv(33, 3, 1).Then(new LeakyRelu(0.1f)).Then(new MaxPool(RefWindow.Square(2, 2)))),
        ["direct, pool 3×3"] = ("11, 11, 16", "Conv(17, 3), MaxPool(3)", d => d.Conv(17, 3).Then(new MaxPool(RefWindow.Square(3, 3)))),
        ["direct, batch norm"] = ("6, 7, 24", "Conv(18, 1), Sigmoid", d => d.Conv(18, 1).Then(new Sigmoid())),
        ["depthwise"] = ("8, 7, 19", "Conv(19, 3, Padding = 1, Groups = 19), HardSwish", d => d.Conv(19, 3, 1, 19).Then(new HardSwish())),
        ["groups"] = ("7, 7, 12", "Conv(8, 3, Groups = 2), HardSigmoid, MaxPool(2)", d =>
            d.Conv(8, 3, 0, 2).Then(new HardSigmoid(1f / 6f, 0.5f)).Then(new MaxPool(RefWindow.Square(2, 2)))),
        ["direct, activation of stored rows"] = ("6, 7, 24", "Conv(70, 1), Silu", d => d.Conv(70, 1).Then(new Silu())),
        ["depthwise, activation of stored rows"] = ("8, 7, 35", "Conv(35, 3, Padding = 1, Groups = 35), Silu", d => d.Conv(35, 3, 1, 35).Then(new Silu())),
        ["groups of few channels"] = ("9, 10, 24", "Conv(48, 3, Padding = 1, Groups = 6), Silu", d => d.Conv(48, 3, 1, 6).Then(new Silu())),
        ["dense"] = ("3, 5, 2", "Dense(21), Elu(1)", d => d.Dense(21).Then(new Elu(1))),
        ["dense, relu, softmax"] = ("4, 4, 3", "Dense(19), Relu, Softmax", d => d.Dense(19).Then(new Relu()).Then(new Softmax())),
        ["global max"] = ("5, 6, 21", "Conv(18, 1), Relu, GlobalMaxPool", d => d.Conv(18, 1).Then(new Relu()).Then(new MaxPool(new RefWindow(new(5), new(6))))),
    };

    public static TheoryData<VectorBits?, string> Cases
    {
        get
        {
            var cases = new TheoryData<VectorBits?, string>();
            foreach (VectorBits? bits in EngineTests.Widths)
            {
                foreach (string name in s_networks.Keys)
                {
                    cases.Add(bits, name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaNAndInfinity_GoThroughAsInTheOracle(VectorBits? bits, string name)
    {
        (string input, string layers, Func<Draft, ReferenceNetwork> oracleOf) = s_networks[name];
        CompiledNetwork compiled = NetworkCompiler.Compile(
            $"using CnnGen;\n\n/// <summary>Special.</summary>\n[Network(Winograd = false), Input({input})]\n[{layers}]\n[MeanSquaredError]\npublic "
            + $"partial class Special;\n", bits);
        NetworkInstance network = compiled.Create(3);
        int[] size = [.. input.Split(',').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        ReferenceNetwork oracle = oracleOf(new Draft(compiled.Info, network, new RefTensor(size[0], size[1], size[2])));
        oracle.Loss = new MeanSquaredError();
        var random = new Random(5);
        foreach (float special in (float[])[float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            for (int count = 1; count <= 3; count++)
            {
                RefTensor image = Image(random, size, special, count);
                AssertEqual($"{count} × {special}", oracle, network, image, compiled.Info.OutputLength);
            }
        }
    }

    /// <summary>Winograd's algorithm spreads NaN over its tile; it must not lose any, wherever it stands.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void WithWinograd_NaNReachesTheOutputsThatSeeIt(VectorBits? bits, string name)
    {
        (string input, string layers, Func<Draft, ReferenceNetwork> oracleOf) = s_networks[name];
        CompiledNetwork compiled = NetworkCompiler.Compile(
            $"using CnnGen;\n\n/// <summary>Special.</summary>\n[Network, Input({input})]\n[{layers}]\npublic partial class Special;\n", bits);
        NetworkInstance network = compiled.Create(3);
        int[] size = [.. input.Split(',').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        ReferenceNetwork oracle = oracleOf(new Draft(compiled.Info, network, new RefTensor(size[0], size[1], size[2])));
        float[] actual = new float[compiled.Info.OutputLength];
        for (int pixel = 0; pixel < size[0] * size[1]; pixel++)
        {
            var image = new RefTensor(size[0], size[1], size[2]);
            image.Values[(pixel * size[2]) + (pixel % size[2])] = double.NaN;
            double[] expected = oracle.Forward(image).Values;
            network.Forward(Batches.Pixels([image]), actual);
            Assert.All(
                expected.Index().Where(y => double.IsNaN(y.Item)),
                y => Assert.True(float.IsNaN(actual[y.Index]), $"pixel {pixel}, output {y.Index}: {actual[y.Index]}"));
        }
    }

    private static void AssertEqual(string what, ReferenceNetwork oracle, NetworkInstance network, RefTensor image, int outputs)
    {
        float[] pixels = Batches.Pixels([image]);
        double[] expected = oracle.Forward(image).Values;
        float[] actual = new float[outputs];
        network.Forward(pixels, actual);
        for (int i = 0; i < outputs; i++)
        {
            bool equal = double.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : expected[i] == actual[i] || Math.Abs(expected[i] - actual[i]) < 1e-4;
            Assert.True(equal, $"{what}: output {i} is {actual[i]}, not {expected[i]}");
        }

        // In training the same layers keep where the maximum stood, by other instructions.
        double loss = network.Gradient(pixels, new float[outputs], new float[network.Weights.TrainableLength]).LossSum;
        double mean = oracle.MeanLoss([image], [RefTarget.OfValues(new double[outputs])]);
        Assert.True(double.IsNaN(mean) ? double.IsNaN(loss) : mean == loss || Math.Abs(mean - loss) <= 1e-4 * mean, $"{what}: the loss is {loss}, not {mean}");
    }

    private static RefTensor Image(Random random, int[] size, float special, int count)
    {
        var image = new RefTensor(size[0], size[1], size[2]);
        for (int i = 0; i < image.Length; i++)
        {
            image.Values[i] = (float)((random.NextDouble() * 4) - 2);
        }

        for (int i = 0; i < count; i++)
        {
            image.Values[random.Next(image.Length)] = special;
        }

        return image;
    }

    /// <summary>An oracle with the weights of a network, layer by layer.</summary>
    private sealed class Draft(NetworkInfo info, NetworkInstance network, RefTensor input)
    {
        private readonly ReferenceNetwork _oracle = new();

        public Draft Conv(int filters, int kernel, int padding = 0, int groups = 1) => Add("conv1", new Convolution(
            RefWindow.Square(kernel, 1, padding), input.Channels, filters, Values("conv1.weight"), Values("conv1.bias"), groups));

        public Draft Dense(int units) => Add("flatten1", new Flatten()).Add("fc1", new Dense(input.Length, units, Values("fc1.weight"), Values("fc1.bias")));

        public Draft Then(RefOperator @operator) => Add("then" + _oracle.Layers.Count, @operator);

        public static implicit operator ReferenceNetwork(Draft draft) => draft._oracle;

        private Draft Add(string name, RefOperator @operator)
        {
            _oracle.Add(name, @operator);
            return this;
        }

        private double[] Values(string name) => [.. network.Weights[info.Parameters.Single(tensor => tensor.Name == name)].ToArray().Select(x => (double)x)];
    }
}
