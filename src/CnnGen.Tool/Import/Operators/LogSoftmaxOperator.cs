namespace CnnGen.Tool.Import.Operators;

/// <summary>The logarithm of softmax.</summary>
internal static class LogSoftmaxOperator
{
    public static readonly OnnxOperator Definition =
        new("LogSoftmax", "`LogSoftmax`; every place along the other axes is an image", (t, node) => SoftmaxOperator.Translate(t, node, "LogSoftmax"));
}
