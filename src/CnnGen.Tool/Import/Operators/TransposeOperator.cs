using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The axes in another order: no value moves until a layer needs it elsewhere.</summary>
internal static class TransposeOperator
{
    public static readonly OnnxOperator Definition = new("Transpose", "nothing, until a layer minds the order", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Raw(node.Inputs[0]);
        t.Define(node.Outputs[0], x with { Axes = [.. TargetShape.Permutation(node, x.Rank).Select(axis => x.Axes[axis])] });
    }
}
