using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>max(0, min(1, α·x + β)).</summary>
internal static class HardSigmoidOperator
{
    public static readonly OnnxOperator Definition = new("HardSigmoid", "`HardSigmoid`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Layer layer = new("HardSigmoid", [], default);
        float alpha = node.Real("alpha", 0.2f);
        float beta = node.Real("beta", 0.5f);
        if (alpha != 1f / 6f)
        {
            layer.With("Alpha", alpha);
        }

        if (beta != 0.5f)
        {
            layer.With("Beta", beta);
        }

        t.Unary(node, layer);
    }
}
