using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>The oracle dressed as a compiled network, with a mistake if wanted: shows that comparisons find mistakes.</summary>
internal sealed class OracleEngine : NetworkInstance
{
    private readonly ReferenceNetwork _oracle;

    public OracleEngine(ReferenceNetwork oracle, RefTensor inputShape)
    {
        _oracle = oracle;
        int offset = 0;
        var parameters = new List<ParameterTensor>();
        foreach ((string name, RefParameter parameter) in oracle.Parameters)
        {
            parameters.Add(new ParameterTensor(name, parameter.Shape, offset, 1, parameter.IsTrainable ? ParameterRole.Weight : ParameterRole.RunningMean));
            offset += (parameter.Values.Length + 15) & ~15;
        }

        Info = new NetworkInfo
        {
            Name = "Oracle",
            InputHeight = inputShape.Height,
            InputWidth = inputShape.Width,
            InputChannels = inputShape.Channels,
            OutputLength = oracle.Forward(inputShape).Length,
            ParameterCount = 0,
            MultiplyAdds = 0,
            ArenaBytes = 0,
            Summary = "",
            Parameters = parameters,
        };
        Weights = new NetworkWeights(Info);
    }

    public NetworkInfo Info { get; }

    /// <summary>Changes outputs and gradients before they are handed out.</summary>
    public Action<float[]> Mistake { get; init; } = _ => { };

    public override object Network => _oracle;

    public override int Threads { get; set; }

    public override NetworkWeights Weights { get; }

    public override NetworkInstance ShareWeights() => this;

    public override void Save(Stream stream) => throw new NotSupportedException();

    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => Run(_oracle.Forward, input, output);

    public override void Logits(ReadOnlySpan<float> input, Span<float> output) => Run(_oracle.Logits, input, output);

    public override int Predict(ReadOnlySpan<float> input) => throw new NotSupportedException();

    public override BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0)
    {
        RefTensor[] images = Images(input);
        var expected = new RefTarget[images.Length];
        for (int image = 0; image < images.Length; image++)
        {
            expected[image] = targets.Values.Length == 0
                ? RefTarget.OfLabel(targets.Labels[image])
                : RefTarget.OfValues([.. targets.Values.Slice(image * Info.OutputLength, Info.OutputLength).ToArray().Select(x => (double)x)]);
        }

        RefGradients gradients = _oracle.Backward(images, expected);
        float[] values = new float[gradient.Length];
        foreach (ParameterTensor tensor in Info.Parameters)
        {
            gradients.Parameters[tensor.Name].Select(x => (float)x).ToArray().CopyTo(values, tensor.Offset);
        }

        Mistake(values);
        values.CopyTo(gradient);
        MoveAverages(images);
        int correct = targets.Values.Length > 0
            ? 0
            : _oracle.TrainingOutputs(images).Zip(expected, (output, t) => output.Values.Index().MaxBy(y => y.Item).Index == t.Label ? 1 : 0).Sum();
        return new BatchResult(gradients.MeanLoss * images.Length, correct);
    }

    private void Run(Func<RefTensor, RefTensor> compute, ReadOnlySpan<float> input, Span<float> output)
    {
        float[] values = [.. Images(input).SelectMany(image => compute(image).Values.Select(y => (float)y))];
        Mistake(values);
        values.CopyTo(output);
    }

    /// <summary>Into the weights alone: the comparison moves those of the oracle.</summary>
    private void MoveAverages(RefTensor[] images)
    {
        RefParameter[] averages = [.. _oracle.Parameters.Select(p => p.Parameter).Where(parameter => !parameter.IsTrainable)];
        double[][] before = [.. averages.Select(parameter => (double[])parameter.Values.Clone())];
        _oracle.UpdateAverages(images);
        foreach ((int i, ParameterTensor tensor) in Info.Parameters.Where(tensor => !tensor.IsTrainable).Index())
        {
            averages[i].Values.Select(x => (float)x).ToArray().CopyTo(Weights[tensor]);
            before[i].CopyTo(averages[i].Values, 0);
        }
    }

    private RefTensor[] Images(ReadOnlySpan<float> input) =>
        [.. input
            .ToArray()
            .Chunk(Info.InputLength)
            .Select(x => new RefTensor(Info.InputHeight, Info.InputWidth, Info.InputChannels, [.. x.Select(v => (double)v)]))];
}
