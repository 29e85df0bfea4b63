using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x·tanh(softplus(x)).</summary>
internal static class MishOperator
{
    public static readonly OnnxOperator Definition = new("Mish", "`Mish`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "Mish");
}
