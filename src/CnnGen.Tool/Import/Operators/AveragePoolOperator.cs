using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The mean of each window.</summary>
internal static class AveragePoolOperator
{
    public static readonly OnnxOperator Definition = new("AveragePool", "`AveragePool`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Layer pool = WindowPool.Translate(t, node, "AveragePool");
        if (node.Integer("count_include_pad", 0) == 1 && pool.Named.Exists(pair => pair.Name.StartsWith("Padding", StringComparison.Ordinal)))
        {
            pool.With("CountPadding", true);
        }
    }
}
