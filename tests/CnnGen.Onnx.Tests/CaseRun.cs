using CnnGen.Integration.Tests.Harness;
using CnnGen.Onnx.Tests.Translation;
using CnnGen.Tool.Import;

namespace CnnGen.Onnx.Tests;

/// <summary>One network of a case with the case's weights.</summary>
internal sealed class CaseRun
{
    // ONNX's own tolerances for its backends.
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-7;

    private readonly CompiledNetwork _compiled;
    private readonly NetworkInstance _network;
    private readonly Expression _expression;

    public CaseRun(CompiledNetwork compiled, Expression expression)
    {
        _compiled = compiled;
        _expression = expression;
        _network = compiled.Create(seed: 1);
        _network.Threads = 1;
        foreach (ParameterTensor tensor in compiled.Info.Parameters)
        {
            expression.Files.Weights[tensor.Name].ToFloats().CopyTo(_network.Weights[tensor]);
        }

        _network.Weights.MarkChanged();
    }

    /// <summary>The first value that is not what the case says, in words; null where all are.</summary>
    public string? Failure()
    {
        float[] actual = _expression.Files.Network.Loss is { } loss ? Losses(loss) : Outputs();
        float[] expected = _expression.Expected;
        if (actual.Length != expected.Length)
        {
            return FormattableString.Invariant($"{actual.Length} values, not {expected.Length}");
        }

        for (int i = 0; i < actual.Length; i++)
        {
            // Written so that NaN fails.
            if (!(actual[i] == expected[i] || Math.Abs((double)actual[i] - expected[i]) <= AbsoluteTolerance + (RelativeTolerance * Math.Abs(expected[i]))))
            {
                return FormattableString.Invariant($"value {i} of {actual.Length} is {actual[i]:R}, not {expected[i]:R}\n{_expression.Files.Source}");
            }
        }

        return null;
    }

    private float[] Outputs()
    {
        float[] outputs = new float[_expression.Images.Length / _compiled.Info.InputLength * _compiled.Info.OutputLength];
        _network.Forward(_expression.Images, outputs);
        return Array.ConvertAll(_expression.OutputPlaces, place => outputs[place]);
    }

    private float[] Losses(ImportedLoss loss)
    {
        int[] images = [.. Enumerable.Range(0, _expression.Labels.Length).Where(image => _expression.Labels[image] != loss.IgnoredLabel)];
        double Weight(int image) => loss.ClassWeights.Count == 0 ? 1 : loss.ClassWeights[_expression.Labels[image]];
        if (loss.Reduction != "none")
        {
            // A network's loss is the mean, by what classes count.
            double mean = LossSum(images) / images.Length;
            return [(float)(loss.Reduction == "mean" ? mean : mean * images.Sum(Weight))];
        }

        float[] losses = new float[_expression.Labels.Length];
        foreach (int image in images)
        {
            losses[image] = (float)(LossSum([image]) * Weight(image));
        }

        return losses;
    }

    private double LossSum(int[] images)
    {
        int length = _compiled.Info.InputLength;
        float[] pixels = [.. images.SelectMany(image => _expression.Images.AsSpan(image * length, length).ToArray())];
        return _network.Gradient(pixels, images.Select(image => _expression.Labels[image]).ToArray(), new float[_network.Weights.TrainableLength]).LossSum;
    }
}
