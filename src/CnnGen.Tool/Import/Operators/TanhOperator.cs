using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>tanh x.</summary>
internal static class TanhOperator
{
    public static readonly OnnxOperator Definition = new("Tanh", "`Tanh`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "Tanh");
}
