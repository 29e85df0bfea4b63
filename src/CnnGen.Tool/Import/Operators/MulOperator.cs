using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The product of two values, or of a value and a constant for each channel.</summary>
internal static class MulOperator
{
    public static readonly OnnxOperator Definition =
        new("Mul", "`Multiply`; a constant for each channel is a factor in the weights before or behind", Translate);

    private static void Translate(Translation t, OnnxNode node) =>
        BinaryOperation.Translate(t, node, "Multiply", (x, constant, name) => t.Affine(x, constant, null, name));
}
