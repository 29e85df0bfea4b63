using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Each value divided by what its neighbours in other channels amount to.</summary>
internal static class LocalResponseNormOperator
{
    public static readonly OnnxOperator Definition = new("LRN", "`LocalResponseNorm`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Layer layer = new("LocalResponseNorm", [], default) { Positional = [node.Integer("size", 1)] };
        foreach ((string property, string attribute, float otherwise) in new[] { ("Alpha", "alpha", 1e-4f), ("Beta", "beta", 0.75f), ("Bias", "bias", 1f) })
        {
            float value = node.Real(attribute, otherwise);
            if (value != otherwise)
            {
                layer.With(property, value);
            }
        }

        t.Unary(node, layer);
    }
}
