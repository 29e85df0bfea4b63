using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>
/// Mean and variance of everything behind the second axis. Where that axis is all channels, each has its own; where it is the outer part of them, which
/// exporters make by reshaping, it counts groups.
/// </summary>
internal static class InstanceNormalizationOperator
{
    public static readonly OnnxOperator Definition = new("InstanceNormalization", "`InstanceNorm`; over reshaped channels, `GroupNorm`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value raw = t.Raw(node.Inputs[0]);
        if (raw.Rank < 3)
        {
            throw new OnnxFileException($"{node}: an array of {raw.Rank} axes; it takes images.");
        }

        Value x = raw.Layout is not null ? raw : t.Bring(raw, Translation.DefaultRoles(raw.Rank));
        Factor[] sets = [.. x.Axis(1)];
        Factor[] channels = [.. x.Layout![Place.Channel]];
        bool areGroups = sets.Length < channels.Length && channels.Take(sets.Length).SequenceEqual(sets);
        bool areApart = x.Axis(0).ToHashSet().SetEquals(x.Layout[Place.Image]);
        if (!areApart || !(areGroups || sets.SequenceEqual(channels)))
        {
            x = t.Bring(raw, Translation.DefaultRoles(raw.Rank));
            areGroups = false;
        }

        int count = x.Shape[1];
        OnnxTensor weight = NormTensors.Vector(t, node, 1, count);
        OnnxTensor bias = NormTensors.Vector(t, node, 2, count);
        Layer layer = areGroups ? t.Add("GroupNorm", x.Layer, x.Layout!.Shape, count) : t.Add("InstanceNorm", x.Layer, x.Layout!.Shape);
        NormTensors.Epsilon(layer, node);
        int each = x.Layout.Shape.Channels / count;
        int[] order = [.. Enumerable.Range(0, x.Layout.Shape.Channels).Select(channel => channel / each)];
        NormTensors.Set(layer, weight.Take([order.Length], order), bias.Take([order.Length], order));
        layer.Name = NormTensors.Name(t, node, t.Constant(node.Inputs[1]).Name);
        t.Define(node.Outputs[0], x with { Layer = layer });
    }
}
