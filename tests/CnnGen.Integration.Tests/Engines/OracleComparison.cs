using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;
using Xunit.Sdk;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Gives a compiled network the oracle's weights and compares what the two compute. Errors are relative to the largest value of a tensor.</summary>
internal sealed class OracleComparison
{
    private const double ForwardTolerance = 2e-5;
    private const double GradientTolerance = 1e-4;

    // A few units in the last place of single precision, relative to the sizes of what was summed: what is left where they cancel.
    private const double RoundingTolerance = 5e-7;

    // Of two values batch norm leaves nothing but their order, so that the gradient before it is what is left of larger numbers.
    private const int FewestToMix = 8;

    private readonly NetworkInfo _info;
    private readonly NetworkInstance _network;
    private readonly ReferenceNetwork _oracle;

    public OracleComparison(NetworkInfo info, NetworkInstance network, ReferenceNetwork oracle)
    {
        _info = info;
        _network = network;
        _oracle = oracle;
        CopyWeights();
    }

    /// <summary>Compares all there is to compare, with a random batch of each size.</summary>
    public static void Compare(CompiledNetwork compiled, RandomNetwork network, int seed, int[] batches)
    {
        Assert.Equal(network.MultiplyAdds, compiled.Info.MultiplyAdds);
        Assert.Equal(network.Reference.Parameters.Sum(p => p.Parameter.IsTrainable ? p.Parameter.Values.Length : 0), compiled.Info.ParameterCount);
        var comparison = new OracleComparison(compiled.Info, compiled.Create(seed), network.Reference);
        foreach (int count in batches)
        {
            (RefTensor[] images, RefTarget[] targets) = network.DrawBatch(seed + count, count);
            comparison.AssertForward(images);
            if (compiled.TargetKind is not null && (!network.Reference.MixesImages || count >= FewestToMix))
            {
                comparison.AssertGradient(images, targets);
            }
        }
    }

    /// <summary>Compiles networks together and compares each.</summary>
    /// <returns>What was emitted for them.</returns>
    public static string CompareAll(IReadOnlyList<RandomNetwork> networks, VectorBits bits, int seed, int[] batches)
    {
        CompiledNetwork[] compiled = NetworkCompiler.CompileAll($"using CnnGen;\n\n{string.Join("\n", networks.Select(network => network.Declaration))}", bits);
        foreach ((RandomNetwork network, CompiledNetwork candidate) in networks.Zip(compiled))
        {
            try
            {
                Compare(candidate, network, seed, batches);
            }
            catch (XunitException failure)
            {
                throw new XunitException($"{failure.Message}\n\n{network}", failure);
            }
        }

        return string.Concat(compiled[0].GeneratedSources);
    }

    /// <summary>One call for all images, whose memory is neither aligned nor surrounded by memory that may be written.</summary>
    public void AssertForward(IReadOnlyList<RefTensor> images)
    {
        AssertOutputs("Forward", _network.Forward, images, _oracle.Forward);
        AssertOutputs("Logits", _network.Logits, images, _oracle.Logits);
    }

    public void AssertGradient(IReadOnlyList<RefTensor> images, IReadOnlyList<RefTarget> targets)
    {
        RefGradients expected = _oracle.Backward(images, targets);
        float[] gradient = new float[_network.Weights.TrainableLength];
        Array.Fill(gradient, float.NaN);

        BatchResult result = _network.Gradient(Batches.Pixels(images), Batches.Targets(targets), gradient);

        string batch = $"Gradient of {images.Count} images";
        double meanLoss = result.LossSum / images.Count;
        Assert.True(
            Math.Abs(meanLoss - expected.MeanLoss) <= ForwardTolerance * Math.Max(1, expected.MeanLoss),
            $"{batch}: loss {meanLoss}, not {expected.MeanLoss}");
        Assert.Equal(CountCorrect(images, targets), result.Correct);
        foreach (ParameterTensor tensor in _info.Parameters.Where(tensor => tensor.IsTrainable))
        {
            double[] values = expected.Parameters[tensor.Name];
            double tolerance = (GradientTolerance * values.Max(Math.Abs)) + (RoundingTolerance * expected.Sizes[tensor.Name].Max());
            AssertClose($"{batch}, {tensor.Name}", values, gradient.AsSpan(tensor.Offset, tensor.Length), tolerance);
            gradient.AsSpan(tensor.Offset, tensor.Length).Clear();
        }

        Assert.All(gradient, between => Assert.Equal(0, between));
        AssertAverages(images);
    }

    /// <summary>The running averages of batch norms after a gradient, and what inference makes of them.</summary>
    private void AssertAverages(IReadOnlyList<RefTensor> images)
    {
        if (!_oracle.MixesImages)
        {
            return;
        }

        _oracle.UpdateAverages(images);
        foreach ((ParameterTensor tensor, (string name, RefParameter expected)) in _info.Parameters.Zip(_oracle.Parameters))
        {
            AssertClose(name, expected.Values, _network.Weights[tensor], ForwardTolerance * Math.Max(1e-3, expected.Values.Max(Math.Abs)));
        }

        AssertForward(images);
    }

    private delegate void Run(ReadOnlySpan<float> input, Span<float> output);

    private void AssertOutputs(string what, Run run, IReadOnlyList<RefTensor> images, Func<RefTensor, RefTensor> oracle)
    {
        double[] expected = [.. images.SelectMany(image => oracle(image).Values)];
        float[] input = [float.NaN, .. Batches.Pixels(images), float.NaN];
        float[] output = new float[expected.Length + 2];
        Array.Fill(output, float.NaN);

        run(input.AsSpan(1, input.Length - 2), output.AsSpan(1, expected.Length));

        Assert.True(float.IsNaN(output[0]) && float.IsNaN(output[^1]), $"{what} writes outside its output.");
        AssertClose($"{what} of {images.Count} images", expected, output.AsSpan(1, expected.Length), ForwardTolerance * expected.Max(Math.Abs));
    }

    private static void AssertClose(string what, double[] expected, ReadOnlySpan<float> actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails.
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= tolerance,
                $"{what}: value {i} of {expected.Length} is {actual[i]:R}, not {expected[i]:R}; allowed ±{tolerance:G2}");
        }
    }

    private int CountCorrect(IReadOnlyList<RefTensor> images, IReadOnlyList<RefTarget> targets) =>
        _oracle.Loss!.TakesLabel
            ? _oracle.TrainingOutputs(images).Zip(targets, (output, target) => output.Values.Index().MaxBy(y => y.Item).Index == target.Label ? 1 : 0).Sum()
            : 0;

    private void CopyWeights()
    {
        (string Name, RefParameter Parameter)[] parameters = [.. _oracle.Parameters];
        Assert.Equal(parameters.Select(p => p.Name), _info.Parameters.Select(tensor => tensor.Name));
        foreach ((ParameterTensor tensor, (_, RefParameter parameter)) in _info.Parameters.Zip(parameters))
        {
            Assert.Equal(parameter.Shape, tensor.Shape);
            for (int i = 0; i < tensor.Length; i++)
            {
                _network.Weights[tensor][i] = (float)parameter.Values[i];
            }
        }

        _network.Weights.MarkChanged();
    }
}
