using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>How each operator of ONNX is written in the language of layers, and in a few words.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, (Action<Translator, OnnxNode> Write, string As)> s_operators = new()
    {
        ["Add"] = (Arithmetic.Add, "`Add`; a vector that is the same everywhere as the bias of a 1×1 `Conv`"),
        ["AveragePool"] = (Windows.AveragePool, "`AveragePool`"),
        ["BatchNormalization"] = (Normalising.BatchNorm, "`BatchNorm` with its running averages"),
        ["Celu"] = (Pointwise.Celu, "`Elu` between two 1×1 `Conv` that scale"),
        ["Clip"] = (Pointwise.Clip, "`Clip`"),
        ["Concat"] = (Arithmetic.Concat, "`Concat`"),
        ["Constant"] = (Shapes.Constant, "a tensor of weights"),
        ["Conv"] = (Windows.Conv, "`Conv`"),
        ["Dropout"] = (Pointwise.Dropout, "`Dropout`; the mask is not compared"),
        ["Elu"] = (Pointwise.Elu, "`Elu`"),
        ["Flatten"] = (Shapes.Flatten, "`Flatten`"),
        ["Gemm"] = (Products.Gemm, "`Dense`"),
        ["GlobalAveragePool"] = (Windows.OverAllPixels("GlobalAveragePool"), "`GlobalAveragePool`"),
        ["GlobalMaxPool"] = (Windows.OverAllPixels("GlobalMaxPool"), "`GlobalMaxPool`"),
        ["HardSigmoid"] = (Pointwise.HardSigmoid, "`HardSigmoid`"),
        ["HardSwish"] = (Pointwise.Simple("HardSwish"), "`HardSwish`"),
        ["Identity"] = (Pointwise.Identity, "`Dropout`, which does nothing in inference"),
        ["LRN"] = (Normalising.LocalResponseNorm, "`LocalResponseNorm`"),
        ["LeakyRelu"] = (Pointwise.LeakyRelu, "`LeakyRelu`"),
        ["LogSoftmax"] = (Normalising.LogSoftmax, "`LogSoftmax`; every place along the other axes is an image"),
        ["MatMul"] = (Products.MatMul, "`Dense`; of several matrices, a 1×1 `Conv`"),
        ["MaxPool"] = (Windows.MaxPool, "`MaxPool`; the indices are not compared"),
        ["Mul"] = (Arithmetic.Mul, "`Multiply`; by a vector that is the same everywhere, a 1×1 `Conv`"),
        ["PRelu"] = (Pointwise.PRelu, "two `Relu`, a 1×1 `Conv` with the slopes, `Add`"),
        ["Pad"] = (Shapes.Pad, "`ZeroPad`, between two 1×1 `Conv` that move the constant to 0"),
        ["ReduceMean"] = (Windows.ReduceMean, "`GlobalAveragePool`"),
        ["Relu"] = (Pointwise.Simple("Relu"), "`Relu`"),
        ["Reshape"] = (Shapes.Reshape, "`Flatten`; a vector in row-major order has every shape"),
        ["Resize"] = (Shapes.Resize, "`Upsample`"),
        ["Selu"] = (Pointwise.Selu, "`Elu` and a 1×1 `Conv` that scales"),
        ["Sigmoid"] = (Pointwise.Simple("Sigmoid"), "`Sigmoid`"),
        ["Slice"] = (Shapes.Slice, "a 1×1 `Conv` of zeros and ones"),
        ["Softmax"] = (Normalising.Softmax, "`Softmax`; every place along the other axes is an image"),
        ["SoftmaxCrossEntropyLoss"] =
            (Normalising.SoftmaxCrossEntropy, "the loss `SoftmaxCrossEntropy`, `LogSoftmax` for its second output; images to be ignored are not fed"),
        ["Softplus"] = (Pointwise.Softplus, "`LogSoftmax` of (0, x) with its sign changed"),
        ["Split"] = (Arithmetic.Split, "a 1×1 `Conv` of zeros and ones for each part"),
        ["Squeeze"] = (Shapes.Squeeze, "as `Reshape`"),
        ["Sub"] = (Arithmetic.Sub, "as `Add`, with a 1×1 `Conv` that changes the sign"),
        ["Sum"] = (Arithmetic.Sum, "`Add`"),
        ["Tanh"] = (Pointwise.Simple("Tanh"), "`Tanh`"),
        ["Transpose"] = (Shapes.Transpose, "`Flatten`, which writes channel by channel"),
        ["Unsqueeze"] = (Shapes.Unsqueeze, "as `Reshape`"),
    };

    private static readonly Dictionary<string, string> s_missing = new()
    {
        ["NegativeLogLikelihoodLoss"] = "it reads logarithms, `CrossEntropy` probabilities",
        ["InstanceNormalization"] = "statistics of one image",
        ["ConstantOfShape"] = "nothing is computed from an image",
    };

    /// <exception cref="NotExpressibleException">The language has no such operator.</exception>
    public static Action<Translator, OnnxNode> Find(string type) => s_operators.TryGetValue(type, out (Action<Translator, OnnxNode> Write, string As) entry)
        ? entry.Write
        : throw new NotExpressibleException(s_missing.GetValueOrDefault(type, "no such layer"));

    /// <summary>How it is written, for the page.</summary>
    public static string Describe(string type) => s_operators.TryGetValue(type, out (Action<Translator, OnnxNode> Write, string As) entry) ? entry.As : "";
}
