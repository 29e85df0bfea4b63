using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The smaller of a value and a number.</summary>
internal static class MinOperator
{
    public static readonly OnnxOperator Definition = new("Min", "`Minimum`; with a number, `Clip` from above", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (node.Inputs.Length == 1)
        {
            t.Define(node.Outputs[0], t.Raw(node.Inputs[0]));
            return;
        }

        if (!node.Inputs.Any(t.IsConstant))
        {
            BinaryOperation.Several(t, node, "Minimum");
            return;
        }

        (Value x, float bound) = BoundedValue.Read(t, node);
        t.Define(node.Outputs[0], x with { Layer = t.Add("Clip", x.Layer, x.Layout!.Shape, float.NegativeInfinity, bound) });
    }
}
