using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The same elements in another shape.</summary>
internal static class ReshapeOperator
{
    public static readonly OnnxOperator Definition = new("Reshape", "nothing, or `Flatten`; a vector in row-major order has every shape", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Raw(node.Inputs[0]);

        // Up to version 4 the shape is an attribute.
        int[] wanted = node.HasInput(1) ? t.Integers(node.Inputs[1]) : node.Integers("shape") ?? throw new OnnxFileException($"{node} has no shape.");
        t.Define(node.Outputs[0], Reshaping.Reshape(t, x, TargetShape.Reshape(node, x.Shape, wanted)));
    }
}
