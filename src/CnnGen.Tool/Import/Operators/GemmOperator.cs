using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>α·A·B + β·C, with A and B transposed on demand. B is known; the rows of A are images.</summary>
internal static class GemmOperator
{
    public static readonly OnnxOperator Definition = new("Gemm", "`Dense`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        OnnxTensor b = t.Constant(node.Inputs[1]);
        if (b.Rank != 2 || !b.IsReal)
        {
            throw new OnnxFileException($"{node}: its second operand {b} is no matrix.");
        }

        float alpha = node.Real("alpha", 1f);
        float beta = node.Real("beta", 1f);
        b = node.Integer("transB", 0) != 0 ? b : b.Permuted([1, 0]); // [out, in]
        OnnxTensor weight = alpha == 1f ? b : new OnnxTensor(b.Shape, Array.ConvertAll(b.Values, value => alpha * value)) { Name = b.Name };
        bool isTransposed = node.Integer("transA", 0) != 0;
        OnnxTensor? bias = node.HasInput(2) && t.IsConstant(node.Inputs[2]) ? Bias(t.Constant(node.Inputs[2]), b.Shape[0], beta) : null;
        (Value a, Layer layer) = VectorProduct.Add(t, node.Inputs[0], weight, bias, isTransposed);
        layer.Name = LayerNaming.Of(node, t.Constant(node.Inputs[1]).Name);
        if (node.HasInput(2) && bias is null)
        {
            Value c = t.Read(node.Inputs[2], "NC");
            layer = beta == 1f ? t.Join("Add", [layer, c.Layer], layer.Shape) : throw new NotExpressibleException("a scaled operand");
        }

        t.Define(node.Outputs[0], layer, [a.Layout!.Images, b.Shape[0]], "NC");
    }

    private static OnnxTensor Bias(OnnxTensor c, int units, float beta) =>
        c.Length == 1 ? new OnnxTensor([units], [.. Enumerable.Repeat(beta * c.AsReals()[0], units)])
        : c.Length == units && c.Shape[^1] == units ? new OnnxTensor([units], Array.ConvertAll(c.AsReals(), value => beta * value)) { Name = c.Name }
        : throw new NotExpressibleException("a bias that differs from image to image");
}
