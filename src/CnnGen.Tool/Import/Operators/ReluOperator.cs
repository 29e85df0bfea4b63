using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>max(x, 0).</summary>
internal static class ReluOperator
{
    public static readonly OnnxOperator Definition = new("Relu", "`Relu`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "Relu");
}
