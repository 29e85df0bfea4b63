using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A value divided by another, or by a constant for each channel.</summary>
internal static class DivOperator
{
    public static readonly OnnxOperator Definition =
        new("Div", "`Divide`; by a constant for each channel, a factor in the weights before or behind", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (t.IsConstant(node.Inputs[0]))
        {
            throw new NotExpressibleException("a constant divided by a value");
        }

        if (!t.IsConstant(node.Inputs[1]))
        {
            BinaryOperation.Join(t, node, "Divide");
            return;
        }

        (Value x, float[] by) = ChannelVector.Read(t, node.Inputs[0], t.Constant(node.Inputs[1]));
        t.Define(node.Outputs[0], t.Affine(x, Array.ConvertAll(by, value => 1f / value), null));
    }
}
