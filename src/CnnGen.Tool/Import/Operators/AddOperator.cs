using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The sum of two values, or of a value and a constant for each channel.</summary>
internal static class AddOperator
{
    public static readonly OnnxOperator Definition = new("Add", "`Add`; a constant for each channel is part of a bias", Translate);

    private static void Translate(Translation t, OnnxNode node) =>
        BinaryOperation.Translate(t, node, "Add", (x, constant, name) => t.Affine(x, null, constant, name));
}
