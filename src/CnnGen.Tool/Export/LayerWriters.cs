using CnnGen.Tool.Export.Writers;

namespace CnnGen.Tool.Export;

/// <summary>Every layer that ONNX has words for. A new one is its file and its line here.</summary>
internal static class LayerWriters
{
    public static readonly IReadOnlyDictionary<Type, LayerWriter> All = new[]
    {
        ConvolutionWriters.Convolution,
        ConvolutionWriters.Transposed,
        DenseWriter.Dense,
        DenseWriter.Flatten,
        PoolWriters.Max,
        PoolWriters.Min,
        PoolWriters.Average,
        PoolWriters.GlobalAverage,
        NormWriters.Batch,
        NormWriters.Layer,
        NormWriters.Image,
        NormWriters.Group,
        NormWriters.Instance,
        NormWriters.LocalResponse,
        NormWriters.Dropout,
        ActivationWriters.Relu,
        ActivationWriters.LeakyRelu,
        ActivationWriters.Elu,
        ActivationWriters.Sigmoid,
        ActivationWriters.Tanh,
        ActivationWriters.HardSigmoid,
        ActivationWriters.HardSwish,
        ActivationWriters.Silu,
        ActivationWriters.Gelu,
        ActivationWriters.Clip,
        SoftmaxWriters.Softmax,
        SoftmaxWriters.LogSoftmax,
        JoinWriters.Add,
        JoinWriters.Multiply,
        JoinWriters.Subtract,
        JoinWriters.Divide,
        JoinWriters.Maximum,
        JoinWriters.Minimum,
        JoinWriters.Concat,
        ShapeWriters.ZeroPad,
        ShapeWriters.Upsample,
        ShapeWriters.Resize,
        ShapeWriters.MirrorPad,
    }.ToDictionary(writer => writer.Operator);
}
