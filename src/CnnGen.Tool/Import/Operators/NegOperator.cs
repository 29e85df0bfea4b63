using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>−x.</summary>
internal static class NegOperator
{
    public static readonly OnnxOperator Definition = new("Neg", "a factor of −1 in the weights before or behind", Translate);

    private static void Translate(Translation t, OnnxNode node) => t.Define(node.Outputs[0], ChannelVector.Scaled(t, t.Any(node.Inputs[0]), -1f));
}
