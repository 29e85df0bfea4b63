using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>log(1 + eˣ).</summary>
internal static class SoftplusOperator
{
    public static readonly OnnxOperator Definition = new("Softplus", "`Softplus`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "Softplus");
}
