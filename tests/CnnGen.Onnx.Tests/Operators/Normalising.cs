using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Normalisation, and softmax, its logarithm and its loss: there the classes are channels, every place along the other axes is an image.</summary>
internal static class Normalising
{
    private const int ClassAxis = 1;

    public static void Softmax(Translator t, OnnxNode node) => OverOneAxis(t, node, "Softmax");

    public static void LogSoftmax(Translator t, OnnxNode node) => OverOneAxis(t, node, "LogSoftmax");

    /// <summary>Scale, shift, mean and variance of each channel are known.</summary>
    public static void BatchNorm(Translator t, OnnxNode node)
    {
        if (node.Integer("training_mode", 0) == 1)
        {
            throw new NotExpressibleException("the running averages are outputs");
        }

        Value x = t.Read(node.Proto.Input[0]);
        string label = t.Trainable(
            "BatchNorm",
            x.Label,
            [$"Epsilon = {Translator.Number(node.Real("epsilon", 1e-5f))}"],
            [.. new[] { "weight", "bias", "running_mean", "running_var" }.Select((suffix, i) => (suffix, t.Constant(node.Proto.Input[i + 1]).Values))]);
        t.Define(node.Proto.Output[0], x with { Label = label });
    }

    public static void LocalResponseNorm(Translator t, OnnxNode node)
    {
        Value x = t.Read(node.Proto.Input[0]);
        string label = t.Layer(
            "LocalResponseNorm",
            x.Label,
            Translator.Number(node.Integer("size", 1)),
            $"Alpha = {Translator.Number(node.Real("alpha", 1e-4f))}",
            $"Beta = {Translator.Number(node.Real("beta", 0.75f))}",
            $"Bias = {Translator.Number(node.Real("bias", 1f))}");
        t.Define(node.Proto.Output[0], x with { Label = label });
    }

    public static void SoftmaxCrossEntropy(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        Value scores = t.Read(node.Proto.Input[0], Placements.ChannelsAmongImages(shape.Length, ClassAxis));
        if (node.Proto.Output.Count > 1 && t.IsTarget(node.Proto.Output[1]))
        {
            t.Define(node.Proto.Output[1], scores with { Label = t.Layer("LogSoftmax", scores.Label) });
            return;
        }

        if (node.HasInput(2))
        {
            throw new NotExpressibleException("a weight for each class");
        }

        int[] labels = [.. t.Constant(node.Proto.Input[1]).Integers.Select(label => (int)label)];
        int? ignored = node.Has("ignore_index") ? node.Integer("ignore_index", 0) : null;

        // A loss belongs to a network that can be trained: a convolution that changes nothing.
        string same = t.Mix(scores.Label, scores.Channels, scores.Channels, (output, input) => output == input ? 1f : 0f);
        t.Loss = new LossRequest([.. labels.Select(label => label == ignored ? LossRequest.Ignored : label)], node.Text("reduction", "mean"));
        t.Define(node.Proto.Output[0], scores with { Label = same });
    }

    /// <summary>Up to version 12 the axis and all behind it are normalised together.</summary>
    private static void OverOneAxis(Translator t, OnnxNode node, string layer)
    {
        int rank = t.ShapeOf(node.Proto.Input[0]).Length;
        int axis = node.Axis(node.OperatorSet < 13 ? 1 : -1, rank);
        int[] axes = node.OperatorSet < 13 ? [.. Enumerable.Range(axis, rank - axis)] : [axis];
        Value x = t.Read(node.Proto.Input[0], Placements.ChannelsAmongImages(rank, axes));
        t.Define(node.Proto.Output[0], x with { Label = t.Layer(layer, x.Label) });
    }
}
