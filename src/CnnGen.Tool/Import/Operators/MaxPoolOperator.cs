using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The maximum of each window.</summary>
internal static class MaxPoolOperator
{
    public static readonly OnnxOperator Definition = new("MaxPool", "`MaxPool`; the indices are not compared", Translate);

    private static void Translate(Translation t, OnnxNode node) => WindowPool.Translate(t, node, "MaxPool");
}
