using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The mean or maximum of each channel.</summary>
internal static class GlobalPoolOperator
{
    public static readonly OnnxOperator Average = new("GlobalAveragePool", "`GlobalAveragePool`", (t, node) => Translate(t, node, "GlobalAveragePool"));

    public static readonly OnnxOperator Max = new("GlobalMaxPool", "`GlobalMaxPool`", (t, node) => Translate(t, node, "GlobalMaxPool"));

    private static void Translate(Translation t, OnnxNode node, string kind)
    {
        Value x = ImageOperand.Read(t, node);
        Layer layer = t.Add(kind, x.Layer, new LayerShape(1, 1, x.Layout!.Shape.Channels));
        ImageOperand.Define(t, node, x, layer, x.Shape[1], x.Shape[2..].Select(_ => 1));
    }
}
