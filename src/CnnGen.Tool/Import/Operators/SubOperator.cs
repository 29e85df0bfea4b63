using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The difference of two values, or of a value and a constant for each channel.</summary>
internal static class SubOperator
{
    public static readonly OnnxOperator Definition = new("Sub", "`Subtract`; a constant for each channel is part of a bias", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (t.IsConstant(node.Inputs[0]))
        {
            (Value x, float[] from) = ChannelVector.Read(t, node.Inputs[1], t.Constant(node.Inputs[0]));
            t.Define(node.Outputs[0], t.Affine(x, [.. from.Select(_ => -1f)], from));
        }
        else if (t.IsConstant(node.Inputs[1]))
        {
            (Value x, float[] by) = ChannelVector.Read(t, node.Inputs[0], t.Constant(node.Inputs[1]));
            t.Define(node.Outputs[0], t.Affine(x, null, Array.ConvertAll(by, value => -value)));
        }
        else
        {
            BinaryOperation.Join(t, node, "Subtract");
        }
    }
}
