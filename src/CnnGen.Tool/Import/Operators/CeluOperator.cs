using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>max(0, x) + min(0, α·(e^(x/α) − 1)) = α·elu(x/α).</summary>
internal static class CeluOperator
{
    public static readonly OnnxOperator Definition = new("Celu", "`Elu` between two factors", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        float alpha = node.Real("alpha", 1f);
        Value x = ChannelVector.Scaled(t, t.Any(node.Inputs[0]), 1f / alpha);
        Layer elu = t.Add("Elu", x.Layer, x.Layout!.Shape);
        t.Define(node.Outputs[0], ChannelVector.Scaled(t, x with { Layer = elu }, alpha));
    }
}
