using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Axes of one element go.</summary>
internal static class SqueezeOperator
{
    public static readonly OnnxOperator Definition = new("Squeeze", "nothing", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Raw(node.Inputs[0]);
        t.Define(node.Outputs[0], Reshaping.Reshape(t, x, TargetShape.Squeeze(node, x.Shape, t.ConstantOrNull(node, 1))));
    }
}
