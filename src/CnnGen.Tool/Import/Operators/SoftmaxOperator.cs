using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Softmax over one axis; up to version 12 over an axis and all behind it.</summary>
internal static class SoftmaxOperator
{
    public static readonly OnnxOperator Definition =
        new("Softmax", "`Softmax`, over all of a vector or the channels of each pixel", (t, node) => Translate(t, node, "Softmax"));

    public static void Translate(Translation t, OnnxNode node, string kind)
    {
        Value raw = t.Raw(node.Inputs[0]);
        int axis = node.Axis(node.OperatorSet < 13 ? 1 : -1, raw.Rank);
        int[] axes = node.OperatorSet < 13 ? [.. Enumerable.Range(axis, raw.Rank - axis)] : [axis];
        if (OfPixels(t, raw, axes) is { } image)
        {
            Layer softmax = t.Add(kind, image.Layer, image.Layout!.Shape).With("Over", new ConstantArgument("NormExtent.Channels"));
            t.Define(node.Outputs[0], image with { Layer = softmax });
            return;
        }

        Value x = t.Bring(raw, Translation.ChannelsAmongImages(raw.Rank, axes));
        t.Define(node.Outputs[0], x with { Layer = t.Add(kind, x.Layer, x.Layout!.Shape) });
    }

    /// <summary>An image whose channels the axes are; null where they are all of a vector, or something else.</summary>
    private static Value? OfPixels(Translation t, Value raw, int[] axes)
    {
        Value x = raw.Layout is null && axes is [1] && raw.Rank == 4 && !t.Options.AllowsSeveralImages ? t.Bring(raw, "NCHW") : raw;
        return x.Layout is { Shape.IsVector: false } layout && layout[Place.Channel].ToHashSet().SetEquals(axes.SelectMany(x.Axis)) ? x : null;
    }
}
