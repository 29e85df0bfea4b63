using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The product of two values, or of a value and a constant for each channel.</summary>
internal static class MulOperator
{
    public static readonly OnnxOperator Definition = new(
        "Mul",
        "`Multiply`; a constant for each channel is a factor in the weights before or behind, one that is called a layer scale `Scale`",
        Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (node.Inputs.Length == 2 && Array.FindIndex(node.Inputs, input => t.IsConstant(input) && IsLayerScale(input)) is >= 0 and var constant)
        {
            string name = node.Inputs[constant];
            (Value x, float[] factors) = ChannelVector.Read(t, node.Inputs[1 - constant], t.Constant(name));
            Layer scale = t.Add("Scale", x.Layer, x.Layout!.Shape);
            scale.Name = LayerNaming.FromTensor(name + ".weight", "weight");
            scale.Tensors["weight"] = new OnnxTensor([factors.Length], factors);
            t.Define(node.Outputs[0], x with { Layer = scale });
            return;
        }

        BinaryOperation.Translate(t, node, "Multiply", (x, factors, name) => t.Affine(x, factors, null, name));
    }

    /// <summary>What torchvision's and timm's ConvNeXt call the factors of a residual branch, and others after them.</summary>
    private static bool IsLayerScale(string name)
    {
        string last = name[(name.LastIndexOf('.') + 1)..];
        return last.StartsWith("layer_scale", StringComparison.Ordinal) || (last == "gamma" && last.Length < name.Length);
    }
}
