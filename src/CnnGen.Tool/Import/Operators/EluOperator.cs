using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x if positive, else α·(eˣ − 1).</summary>
internal static class EluOperator
{
    public static readonly OnnxOperator Definition = new("Elu", "`Elu`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        float alpha = node.Real("alpha", 1f);
        t.Unary(node, "Elu", alpha == 1f ? [] : [alpha]);
    }
}
