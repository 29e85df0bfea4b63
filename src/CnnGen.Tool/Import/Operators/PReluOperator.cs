using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x where positive, else slope·x, with a slope for each channel or one for all.</summary>
internal static class PReluOperator
{
    public static readonly OnnxOperator Definition = new("PRelu", "`PRelu`; with one slope for all channels `LeakyRelu`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        OnnxTensor slope = t.Constant(node.Inputs[1]);
        string? name = LayerNaming.Of(node, slope.Name);
        int rank = t.ShapeOf(node.Inputs[0]).Length;
        if (node.OperatorSet < 7 && slope is { Rank: 1 } && rank > 2 && slope.Length == t.ShapeOf(node.Inputs[0])[1])
        {
            slope = slope.Reshaped([slope.Length, .. Enumerable.Repeat(1, rank - 2)]);
        }

        (Value x, float[] slopes) = ChannelVector.Read(t, node.Inputs[0], slope);
        if (slopes.All(value => value == slopes[0]) && slope.Length == 1)
        {
            t.Define(node.Outputs[0], x with { Layer = t.Add("LeakyRelu", x.Layer, x.Layout!.Shape, slopes[0]) });
            return;
        }

        Layer layer = t.Add("PRelu", x.Layer, x.Layout!.Shape);
        layer.Name = name;
        layer.Tensors["weight"] = new OnnxTensor([slopes.Length], slopes);
        t.Define(node.Outputs[0], x with { Layer = layer });
    }
}
