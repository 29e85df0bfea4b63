using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>A compiled network of several inputs, outputs or losses beside the same in double precision, with its weights.</summary>
internal sealed class GraphComparison
{
    private readonly NetworkInfo _info;
    private readonly ReferenceGraph _oracle;

    public GraphComparison(CompiledNetwork compiled, ReferenceGraph oracle, int seed)
    {
        _info = compiled.Info;
        _oracle = oracle;
        Network = compiled.Create(seed);
        Dictionary<string, RefParameter> expected = oracle.Parameters.ToDictionary(pair => pair.Name, pair => pair.Parameter);
        Assert.Equal(expected.Keys, _info.Parameters.Select(tensor => tensor.Name));
        Random random = new(seed);
        foreach (ParameterTensor tensor in _info.Parameters)
        {
            Span<float> values = Network.Weights[tensor];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = tensor.Name.EndsWith("running_var", StringComparison.Ordinal) ? 0.5f + random.NextSingle()
                    : tensor.Name.Contains("running", StringComparison.Ordinal) ? random.NextSingle() - 0.5f
                    : values[i];
                expected[tensor.Name].Values[i] = values[i];
            }
        }

        Network.Weights.MarkChanged();
    }

    public NetworkInstance Network { get; }

    /// <summary>Random images, [input][image].</summary>
    public RefTensor[][] Images(int seed, int count)
    {
        Random random = new(seed);
        return [.. _info.Inputs.Select(input => Enumerable.Range(0, count).Select(_ => new RefTensor(
            input.Height, input.Width, input.Channels, [.. Enumerable.Range(0, input.Length).Select(_ => (double)((random.NextSingle() * 2) - 1))]))
                .ToArray())];
    }

    /// <summary>The images as the generic interface takes them: inputs side by side.</summary>
    public static float[] SideBySide(RefTensor[][] values) =>
        [.. Enumerable.Range(0, values[0].Length).SelectMany(image => values.SelectMany(value => value[image].Values.Select(x => (float)x)))];

    /// <summary>One value of all images.</summary>
    public static float[] Single(RefTensor[] images) => [.. images.SelectMany(image => image.Values.Select(x => (float)x))];

    /// <summary>Compares the outputs of the generic interface with values of the oracle.</summary>
    public void AssertOutputs(RefTensor[][] images, params (int Value, Func<RefTensor, RefTensor> Change)[] expected)
    {
        RefTensor[][] values = _oracle.Values(images, isTraining: false);
        int count = images[0].Length;
        float[] output = new float[count * _info.OutputLength];
        Network.Forward(SideBySide(images), output);
        for (int i = 0; i < expected.Length; i++)
        {
            for (int image = 0; image < count; image++)
            {
                double[] right = expected[i].Change(values[expected[i].Value][image]).Values;
                float[] actual = _info.Outputs[i].Of(output.AsSpan(image * _info.OutputLength, _info.OutputLength)).ToArray();
                double largest = Math.Max(right.Max(Math.Abs), 1e-3);
                Assert.All(right.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * largest));
            }
        }
    }

    /// <summary>The distance of the gradient of a batch to the oracle's, relative to its length: all parameters as one vector.</summary>
    public double GradientDistance(RefTensor[][] images, double[][][] targets)
    {
        int count = images[0].Length;
        _oracle.Backward(images, targets);
        float[] gradient = new float[Network.Weights.TrainableLength];
        Array.Fill(gradient, float.NaN);
        int[] labels = [.. Enumerable.Range(0, count).SelectMany(image => Of(targets, image, takesLabels: true).Select(label => (int)label))];
        float[] values = [.. Enumerable.Range(0, count).SelectMany(image => Of(targets, image, takesLabels: false).Select(value => (float)value))];
        BatchResult result = Network.Gradient(SideBySide(images), new Targets(labels, values), gradient);

        double loss = _oracle.Loss(images, targets);
        Assert.Equal(loss, result.LossSum / count, 1e-5 * Math.Max(1, loss));
        double distance = 0, length = 0;
        foreach ((string name, RefParameter parameter) in _oracle.Parameters)
        {
            ParameterTensor tensor = _info.Parameters.Single(tensor => tensor.Name == name);
            if (!tensor.IsTrainable)
            {
                continue;
            }

            for (int i = 0; i < parameter.Gradient.Length; i++)
            {
                distance += Math.Pow(gradient[tensor.Offset + i] - parameter.Gradient[i], 2);
                length += Math.Pow(parameter.Gradient[i], 2);
            }
        }

        Assert.True(length > 0);
        return Math.Sqrt(distance / length);
    }

    private IEnumerable<double> Of(double[][][] targets, int image, bool takesLabels) =>
        _info.Losses.Index().Where(loss => loss.Item.TakesLabels == takesLabels).SelectMany(loss => targets[loss.Index][image]);
}
