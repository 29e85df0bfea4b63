using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>relu(x) − slope·relu(−x), with a slope for each channel.</summary>
internal static class PReluOperator
{
    public static readonly OnnxOperator Definition = new("PRelu", "two `Relu`, a factor for each channel, `Add`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        OnnxTensor slope = t.Constant(node.Inputs[1]);
        int rank = t.ShapeOf(node.Inputs[0]).Length;
        if (node.OperatorSet < 7 && slope is { Rank: 1 } && rank > 2 && slope.Length == t.ShapeOf(node.Inputs[0])[1])
        {
            slope = slope.Reshaped([slope.Length, .. Enumerable.Repeat(1, rank - 2)]);
        }

        (Value x, float[] slopes) = ChannelVector.Read(t, node.Inputs[0], slope);
        if (slopes.All(value => value == slopes[0]))
        {
            t.Define(node.Outputs[0], x with { Layer = t.Add("LeakyRelu", x.Layer, x.Layout!.Shape, slopes[0]) });
            return;
        }

        Layer positive = t.Add("Relu", x.Layer, x.Layout!.Shape);
        Layer negative = t.Add("Relu", ChannelVector.Scaled(t, x, -1f).Layer, x.Layout.Shape);
        Value scaled = t.Affine(x with { Layer = negative }, Array.ConvertAll(slopes, value => -value), null);
        t.Define(node.Outputs[0], x with { Layer = t.Join("Add", [positive, scaled.Layer], x.Layout.Shape) });
    }
}
