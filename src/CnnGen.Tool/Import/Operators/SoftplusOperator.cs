using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>log(1 + eˣ) = −log(softmax(0, x)₀), with every value an image of one channel.</summary>
internal static class SoftplusOperator
{
    public static readonly OnnxOperator Definition = new("Softplus", "`LogSoftmax` of (0, x) with its sign changed", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value x = t.Read(node.Inputs[0], new string('N', t.ShapeOf(node.Inputs[0]).Length));
        Layer pair = t.Mix(x.Layer, 2, (output, _) => output);
        Layer logarithms = t.Add("LogSoftmax", pair, pair.Shape);
        t.Define(node.Outputs[0], x with { Layer = t.Mix(logarithms, 1, (_, input) => input == 0 ? -1f : 0f) });
    }
}
