using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The loss of a classifier; its second output are the logarithms of the probabilities.</summary>
internal static class SoftmaxCrossEntropyLossOperator
{
    private const int ClassAxis = 1;

    public static readonly OnnxOperator Definition = new(
        "SoftmaxCrossEntropyLoss",
        "the loss `SoftmaxCrossEntropy`, with `ClassWeights`, `LogSoftmax` for its second output; images to be ignored are not fed",
        Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        int rank = t.ShapeOf(node.Inputs[0]).Length;
        Value scores = t.Read(node.Inputs[0], Translation.ChannelsAmongImages(rank, ClassAxis));
        if (node.Outputs.Length > 1 && node.Outputs[1].Length > 0)
        {
            t.Define(node.Outputs[1], scores with { Layer = t.Add("LogSoftmax", scores.Layer, scores.Layout!.Shape) });
        }

        bool isWanted = t.Options.Outputs?.Contains(node.Outputs[0]) ?? t.Model.Outputs.Any(output => output.Name == node.Outputs[0]);
        if (!isWanted)
        {
            return;
        }

        if (!t.Labels.Contains(node.Inputs[1]))
        {
            throw new NotExpressibleException("classes that are no input");
        }

        // A loss belongs to a network that can be trained; where nothing can be, a convolution that changes nothing.
        Layer last = t.Layers.Exists(layer => layer.Tensors.Count > 0)
            ? scores.Layer
            : t.Mix(scores.Layer, scores.Layout!.Shape.Channels, (output, input) => output == input ? 1f : 0f);
        Layer loss = t.Add("SoftmaxCrossEntropy", last, last.Shape);
        float[] weights = t.ConstantOrNull(node, 2)?.AsReals() ?? [];
        if (weights.Length > 0)
        {
            loss.With(
                "ClassWeights",
                new ConstantArgument($"new float[] {{ {string.Join(", ", weights.Select(weight => new RealArgument(weight).Source))} }}"));
        }

        t.Loss =
            new ImportedLoss(
                loss,
                node.Text("reduction", "mean"),
                node.Has("ignore_index") ? node.Integer("ignore_index", 0) : null)
            { ClassWeights = weights };
        t.Define(node.Outputs[0], scores with { Layer = last });
    }
}
