using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Convolution with weights [out, in / groups, kh, kw] that are known.</summary>
internal static class ConvOperator
{
    public static readonly OnnxOperator Definition = new("Conv", "`Conv`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        OnnxTensor weights = t.Constant(node.Inputs[1]);
        Value x = ImageOperand.Read(t, node);
        int groups = node.Integer("group", 1);
        if (weights.Rank != x.Rank || groups < 1 || x.Shape[1] % groups != 0 || weights.Shape[1] != x.Shape[1] / groups || weights.Shape[0] % groups != 0)
        {
            throw new OnnxFileException($"{node}: weights {weights} in {groups} groups do not fit an image [{string.Join(", ", x.Shape)}].");
        }

        WindowArguments window = WindowArguments.Read(node, x.Shape[2..], weights.Shape[2..]);
        int filters = weights.Shape[0];
        Layer layer = window.WriteTo(t.Add("Conv", x.Layer, ImageOperand.Shape(filters, window.OutputSizes), [filters, .. window.Sizes]), strideIsSize: false);
        if (groups > 1)
        {
            layer.With("Groups", groups);
        }

        int[] shape = weights.Rank == 3 ? [weights.Shape[0], weights.Shape[1], 1, weights.Shape[2]] : weights.Shape;
        ProductTensors.Set(layer, weights.Reshaped(shape), t.ConstantOrNull(node, 2));
        layer.Name = LayerNaming.Of(node, weights.Name);
        ImageOperand.Define(t, node, x, layer, filters, window.OutputSizes);
    }
}
