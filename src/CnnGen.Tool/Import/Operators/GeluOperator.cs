using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x·Φ(x), exactly or by tanh; of the language from version 20 on, before that what <see cref="Patterns.GeluPattern"/> finds.</summary>
internal static class GeluOperator
{
    public static readonly OnnxOperator Definition = new("Gelu", "`Gelu`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Layer gelu = new("Gelu", [], default);
        t.Unary(node, node.Text("approximate", "none") == "tanh" ? gelu.With("Approximate", true) : gelu);
    }
}
