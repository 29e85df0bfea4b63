using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// The gradient of a pooling window goes to the first of equal extrema. All numbers are small integers over powers of two, so results are exact.
/// The convolution copies channel 0, which has few different values; channel 1, which it multiplies by zero, numbers the pixels: the gradient of that
/// zero tells which pixel won.
/// </summary>
public class PoolTieTests
{
    public static TheoryData<VectorBits?, int, int, int, int, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<VectorBits?, int, int, int, int, int, bool>();
            foreach (VectorBits? bits in EngineTests.Widths)
            {
                // input size, window, stride, padding, filters, ReLU between; each gives 4×4 outputs
                cases.Add(bits, 8, 2, 2, 0, 1, true);
                cases.Add(bits, 5, 2, 1, 0, 4, false);
                cases.Add(bits, 7, 3, 2, 1, 8, true);
                cases.Add(bits, 6, 3, 1, 0, 16, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualValuesInAWindow_TheFirstGetsTheGradient(VectorBits? bits, int size, int window, int stride, int padding, int filters, bool relu)
    {
        foreach (bool max in (bool[])[true, false])
        {
            string pool = $"{(max ? "MaxPool" : "MinPool")}({window}, Stride = {stride}, Padding = {padding})";
            string source =
                $"using CnnGen;\n\n/// <summary>Ties.</summary>\n[Network, Input({size}, {size}, 2)]\n[Conv({filters}, 1, Bias = false)"
                + $"{(relu ? ", Relu" : "")}, {pool}]\n" +
                "[MeanSquaredError]\npublic partial class Ties;\n";
            ReferenceNetwork oracle = Oracle(RefWindow.Square(window, stride, padding), filters, relu, max);
            CompiledNetwork compiled = NetworkCompiler.Compile(source, bits);
            AssertExactlyEqual(compiled, oracle, size, filters);
        }
    }

    private static ReferenceNetwork Oracle(RefWindow window, int filters, bool relu, bool max)
    {
        var oracle = new ReferenceNetwork { Loss = new MeanSquaredError() };
        double[] weights = [.. Enumerable.Range(0, 2 * filters).Select(i => i % 2 == 0 ? 1.0 + (i / 2 % 3) : 0)];
        oracle.Add("conv1", new Convolution(RefWindow.Square(1), 2, filters, weights, null));
        if (relu)
        {
            oracle.Add("relu1", new Relu());
        }

        oracle.Add("pool1", max ? new MaxPool(window) : new MinPool(window));
        return oracle;
    }

    private static void AssertExactlyEqual(CompiledNetwork compiled, ReferenceNetwork oracle, int size, int filters)
    {
        var random = new Random(size);
        RefTensor[] images = [.. Enumerable.Range(0, 4).Select(_ => FewValuesAndNumbers(random, size))];
        RefTarget[] targets = [.. images.Select(_ => RefTarget.OfValues([.. Enumerable.Range(0, 16 * filters).Select(_ => (double)random.Next(-3, 4))]))];
        NetworkInstance network = compiled.Create(0);
        ParameterTensor tensor = Assert.Single(compiled.Info.Parameters);
        (_, RefParameter parameter) = Assert.Single(oracle.Parameters);
        for (int i = 0; i < tensor.Length; i++)
        {
            network.Weights[tensor][i] = (float)parameter.Values[i];
        }

        network.Weights.MarkChanged();
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(Batches.Pixels(images), Batches.Targets(targets), gradient);
        double[] expected = oracle.Backward(images, targets).Parameters["conv1.weight"];
        Assert.Equal(expected, gradient.AsSpan(tensor.Offset, tensor.Length).ToArray().Select(g => (double)g));
    }

    private static RefTensor FewValuesAndNumbers(Random random, int size)
    {
        var image = new RefTensor(size, size, 2);
        for (int h = 0; h < size; h++)
        {
            for (int w = 0; w < size; w++)
            {
                image[h, w, 0] = random.Next(-1, 2);
                image[h, w, 1] = (h * size) + w;
            }
        }

        return image;
    }
}
