using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>γ·elu(x).</summary>
internal static class SeluOperator
{
    public static readonly OnnxOperator Definition = new("Selu", "`Elu` and a factor", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Any(node.Inputs[0]);
        Layer elu = t.Add("Elu", x.Layer, x.Layout!.Shape, node.Real("alpha", 1.67326319217681884765625f));
        t.Define(node.Outputs[0], ChannelVector.Scaled(t, x with { Layer = elu }, node.Real("gamma", 1.05070102214813232421875f)));
    }
}
