using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>γ·elu(x); with the constants of the paper, which ONNX has by default, a layer of its own.</summary>
internal static class SeluOperator
{
    private const float PaperAlpha = 1.67326324f;
    private const float PaperGamma = 1.05070098f;

    // Exporters write the constants with different numbers of digits.
    private const float Tolerance = 1e-6f;

    public static readonly OnnxOperator Definition = new("Selu", "`Selu`; with other constants `Elu` and a factor", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        // Up to version 5 the default of alpha had four digits.
        float alpha = node.Real("alpha", node.OperatorSet < 6 ? 1.6732f : PaperAlpha);
        float gamma = node.Real("gamma", node.OperatorSet < 6 ? 1.0507f : PaperGamma);
        if (MathF.Abs(alpha - PaperAlpha) < Tolerance && MathF.Abs(gamma - PaperGamma) < Tolerance)
        {
            t.Unary(node, "Selu");
            return;
        }

        Value x = t.Any(node.Inputs[0]);
        Layer elu = t.Add("Elu", x.Layer, x.Layout!.Shape, alpha);
        t.Define(node.Outputs[0], ChannelVector.Scaled(t, x with { Layer = elu }, gamma));
    }
}
