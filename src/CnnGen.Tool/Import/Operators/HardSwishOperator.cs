using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x·max(0, min(1, x/6 + ½)).</summary>
internal static class HardSwishOperator
{
    public static readonly OnnxOperator Definition = new("HardSwish", "`HardSwish`", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Unary(node, "HardSwish");
}
