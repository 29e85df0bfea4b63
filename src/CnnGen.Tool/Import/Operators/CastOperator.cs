using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A conversion between types of real numbers, which are all single precision here.</summary>
internal static class CastOperator
{
    public static readonly OnnxOperator Definition = new("Cast", "nothing", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        OnnxType type = (OnnxType)node.Integer("to", 1);
        t.Define(node.Outputs[0], type.IsReal() ? t.Raw(node.Inputs[0]) : throw new NotExpressibleException($"a conversion of an image to {type}"));
    }
}
