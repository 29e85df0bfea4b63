using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Mean and variance of groups of channels. Until version 21 weights were one for each group.</summary>
internal static class GroupNormalizationOperator
{
    public static readonly OnnxOperator Definition = new("GroupNormalization", "`GroupNorm`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        int groups = node.Integer("num_groups", 0);
        Value x = ImageOperand.Read(t, node);
        int channels = x.Layout!.Shape.Channels;
        if (groups < 1 || channels % groups != 0)
        {
            throw new OnnxFileException($"{node}: {groups} groups of {channels} channels.");
        }

        int weights = t.Constant(node.Inputs[1]).Length == groups ? groups : channels;
        int[] order = [.. Enumerable.Range(0, channels).Select(channel => channel / (channels / weights))];
        Layer layer = t.Add("GroupNorm", x.Layer, x.Layout.Shape, groups);
        NormTensors.Epsilon(layer, node);
        NormTensors.Set(
            layer,
            NormTensors.Vector(t, node, 1, weights).Take([channels], order),
            NormTensors.Vector(t, node, 2, weights).Take([channels], order));
        layer.Name = NormTensors.Name(t, node, t.Constant(node.Inputs[1]).Name);
        t.Define(node.Outputs[0], x with { Layer = layer });
    }
}
