using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Axes of one element come.</summary>
internal static class UnsqueezeOperator
{
    public static readonly OnnxOperator Definition = new("Unsqueeze", "nothing", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Raw(node.Inputs[0]);
        t.Define(node.Outputs[0], Reshaping.Reshape(t, x, TargetShape.Unsqueeze(node, x.Shape, t.ConstantOrNull(node, 1))));
    }
}
