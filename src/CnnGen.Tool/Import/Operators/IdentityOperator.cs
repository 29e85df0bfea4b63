using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The value itself.</summary>
internal static class IdentityOperator
{
    public static readonly OnnxOperator Definition = new("Identity", "nothing", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Define(node.Outputs[0], t.Raw(node.Inputs[0]));
}
