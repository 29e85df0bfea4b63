using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The sizes of an image are known when the network is compiled.</summary>
internal static class ShapeOperator
{
    public static readonly OnnxOperator Definition =
        new("Shape", "a constant", (t, node) => t.Define(node.Outputs[0], Arrays.ShapeOf(node, t.ShapeOf(node.Inputs[0]))));

    public static readonly OnnxOperator Size =
        new("Size", "a constant", (t, node) => t.Define(node.Outputs[0], new OnnxTensor([], [Sizes.Product(t.ShapeOf(node.Inputs[0]))])));
}
