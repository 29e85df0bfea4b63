namespace CnnGen.Tool.Import.Operators;

/// <summary>The logarithm of softmax.</summary>
internal static class LogSoftmaxOperator
{
    public static readonly OnnxOperator Definition =
        new("LogSoftmax", "`LogSoftmax`, over all of a vector or the channels of each pixel", (t, node) => SoftmaxOperator.Translate(t, node, "LogSoftmax"));
}
