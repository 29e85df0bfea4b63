using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Does nothing in inference, and its rate is kept for training. In graphs for training, which give a mask as well, it is refused.</summary>
internal static class DropoutOperator
{
    public static readonly OnnxOperator Definition = new("Dropout", "`Dropout`; the mask is not compared", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        float rate = t.ConstantOrNull(node, 1) is { Length: 1 } ratio ? ratio.AsReals()[0] : node.Real("ratio", 0.5f);
        if (rate is > 0f and < 1f)
        {
            t.Unary(node, "Dropout", rate);
        }
        else
        {
            t.Define(node.Outputs[0], t.Raw(node.Inputs[0]));
        }
    }
}
