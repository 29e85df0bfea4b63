using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The sum of several values.</summary>
internal static class SumOperator
{
    public static readonly OnnxOperator Definition = new("Sum", "`Add`", Translate);

    private static void Translate(Translation t, OnnxNode node) => BinaryOperation.Several(t, node, "Add");
}
