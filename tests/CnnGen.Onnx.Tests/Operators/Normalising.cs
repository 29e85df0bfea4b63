using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Softmax, its logarithm and its loss: the classes are channels, every place along the other axes is an image.</summary>
internal static class Normalising
{
    private const int ClassAxis = 1;

    public static void Softmax(Translator t, OnnxNode node) => OverOneAxis(t, node, "Softmax");

    public static void LogSoftmax(Translator t, OnnxNode node) => OverOneAxis(t, node, "LogSoftmax");

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
