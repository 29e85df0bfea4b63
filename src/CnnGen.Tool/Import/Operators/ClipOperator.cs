using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>x between two bounds, which are attributes up to version 10 and inputs from 11 on.</summary>
internal static class ClipOperator
{
    public static readonly OnnxOperator Definition = new("Clip", "`Clip`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        float min = t.ConstantOrNull(node, 1) is { } low ? Scalar(low) : node.Real("min", float.NegativeInfinity);
        float max = t.ConstantOrNull(node, 2) is { } high ? Scalar(high) : node.Real("max", float.PositiveInfinity);
        if (float.IsNegativeInfinity(min) && float.IsPositiveInfinity(max))
        {
            t.Define(node.Outputs[0], t.Raw(node.Inputs[0]));
        }
        else if (min == 0f && float.IsPositiveInfinity(max))
        {
            t.Unary(node, "Relu");
        }
        else
        {
            t.Unary(node, "Clip", min, max);
        }
    }

    private static float Scalar(OnnxTensor tensor) =>
        tensor.Length == 1 ? tensor.AsReals()[0] : throw new NotExpressibleException("bounds that are no numbers");
}
