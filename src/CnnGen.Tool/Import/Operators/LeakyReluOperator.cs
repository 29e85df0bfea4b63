using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x if positive, else α·x.</summary>
internal static class LeakyReluOperator
{
    public static readonly OnnxOperator Definition = new("LeakyRelu", "`LeakyRelu`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        float slope = node.Real("alpha", 0.01f);
        t.Unary(node, "LeakyRelu", slope == 0.01f ? [] : [slope]);
    }
}
