using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x/(1 + e⁻ˣ): no operator of ONNX, but what <see cref="Patterns.SiluPattern"/> makes of two.</summary>
internal static class SiluOperator
{
    public static readonly OnnxOperator Definition = new("Silu", "`Silu`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "Silu");
}
