using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Axes before one count images, the others are an image.</summary>
internal static class FlattenOperator
{
    public static readonly OnnxOperator Definition = new("Flatten", "nothing, or `Flatten`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Raw(node.Inputs[0]);
        t.Define(node.Outputs[0], Reshaping.Reshape(t, x, TargetShape.Flatten(node, x.Shape)));
    }
}
