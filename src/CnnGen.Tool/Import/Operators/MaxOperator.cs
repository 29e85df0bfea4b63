using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The larger of a value and a number.</summary>
internal static class MaxOperator
{
    public static readonly OnnxOperator Definition = new("Max", "`Maximum`; with a number, `Clip` from below", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (node.Inputs.Length == 1)
        {
            t.Define(node.Outputs[0], t.Raw(node.Inputs[0]));
            return;
        }

        if (!node.Inputs.Any(t.IsConstant))
        {
            BinaryOperation.Several(t, node, "Maximum");
            return;
        }

        (Value x, float bound) = BoundedValue.Read(t, node);
        Layer layer = bound == 0f ? t.Add("Relu", x.Layer, x.Layout!.Shape) : t.Add("Clip", x.Layer, x.Layout!.Shape, bound, float.PositiveInfinity);
        t.Define(node.Outputs[0], x with { Layer = layer });
    }
}
