using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Products with matrices that are known: the rows of the other operand are images.</summary>
internal static class Products
{
    /// <summary>α·A·B + β·C, with A and B transposed on demand.</summary>
    public static void Gemm(Translator t, OnnxNode node)
    {
        bool isTransposed = node.Integer("transA", 0) != 0;
        OnnxTensor b = t.Constant(node.Proto.Input[1]);
        b = node.Integer("transB", 0) != 0 ? b : b.Permuted([1, 0]); // [out, in]
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        Value a = t.Read(node.Proto.Input[0], isTransposed ? "CN" : "NC");
        float alpha = node.Real("alpha", 1f);
        float beta = node.Real("beta", 1f);
        float[] weights = [.. b.Values.Select(value => alpha * value)];
        int units = b.Shape[0];
        float[]? bias = node.HasInput(2) && t.IsConstant(node.Proto.Input[2]) ? Bias(t.Constant(node.Proto.Input[2]), units, beta) : null;
        string label = bias is null
            ? t.Trainable("Dense", a.Label, [Translator.Number(units), "Bias = false"], ("weight", weights))
            : t.Trainable("Dense", a.Label, [Translator.Number(units)], ("weight", weights), ("bias", bias));
        if (node.HasInput(2) && bias is null)
        {
            Value c = t.Read(node.Proto.Input[2], "NC");
            label = beta == 1f ? t.Joining("Add", label, c.Label) : throw new NotExpressibleException("a scaled operand");
        }

        t.Define(node.Proto.Output[0], new Value(label, [shape[isTransposed ? 1 : 0], units], "NC"));
    }

    public static void MatMul(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        OnnxTensor b = t.Constant(node.Proto.Input[1]);
        (int steps, int columns) = (b.Shape[^2], b.Shape[^1]);
        if (shape.Length == 2)
        {
            Value rows = t.Read(node.Proto.Input[0], "NC");
            string product = t.Trainable("Dense", rows.Label, [Translator.Number(columns), "Bias = false"], ("weight", b.Permuted([1, 0]).Values));
            t.Define(node.Proto.Output[0], new Value(product, [shape[0], columns], "NC"));
            return;
        }

        // The matrices beside each other: channels are (matrix, step), rows of the operand are pixels.
        string placement = new string('C', shape.Length - 2) + "WC";
        Value a = t.Read(node.Proto.Input[0], placement);
        int matrices = a.Channels / steps;
        string label = t.Mix(a.Label, matrices * columns, matrices * steps, (output, input) => output / columns == input / steps
            ? b.Values[(((input / steps * steps) + (input % steps)) * columns) + (output % columns)]
            : 0f);
        t.Define(node.Proto.Output[0], new Value(label, [.. shape[..^1], columns], placement));
    }

    private static float[] Bias(OnnxTensor c, int units, float beta) =>
        c.Length == 1 ? [.. Enumerable.Repeat(beta * c.Values[0], units)]
        : c.Length == units && c.Shape[^1] == units ? [.. c.Values.Select(value => beta * value)]
        : throw new NotExpressibleException("a bias that differs from image to image");
}
