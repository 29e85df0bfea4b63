using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>1/(1 + e⁻ˣ).</summary>
internal static class SigmoidOperator
{
    public static readonly OnnxOperator Definition = new("Sigmoid", "`Sigmoid`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "Sigmoid");
}
