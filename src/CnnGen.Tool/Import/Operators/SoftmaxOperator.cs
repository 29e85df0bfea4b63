using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Softmax over one axis; up to version 12 over an axis and all behind it.</summary>
internal static class SoftmaxOperator
{
    public static readonly OnnxOperator Definition =
        new("Softmax", "`Softmax`; every place along the other axes is an image", (t, node) => Translate(t, node, "Softmax"));

    public static void Translate(Translation t, OnnxNode node, string kind)
    {
        Value raw = t.Raw(node.Inputs[0]);
        int axis = node.Axis(node.OperatorSet < 13 ? 1 : -1, raw.Rank);
        int[] axes = node.OperatorSet < 13 ? [.. Enumerable.Range(axis, raw.Rank - axis)] : [axis];
        Value x = t.Bring(raw, Translation.ChannelsAmongImages(raw.Rank, axes));
        t.Define(node.Outputs[0], x with { Layer = t.Add(kind, x.Layer, x.Layout!.Shape) });
    }
}
