using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Operators;

/// <summary>The language: every layer there is. A new operator is its file and its line here.</summary>
internal static class LayerDefinitions
{
    public static readonly IReadOnlyList<LayerDefinition> All =
    [
        InputLayer.Definition,
        OutputLayer.Definition,
        Convolution.Definition,
        TransposedConvolution.Definition,
        MaxPool.Definition,
        MinPool.Definition,
        AveragePool.Definition,
        GlobalAveragePool.Definition,
        GlobalMaxPool.Definition,
        AdaptiveAveragePool.Definition,
        Flatten.Definition,
        Dense.Definition,
        Relu.Definition,
        LeakyRelu.Definition,
        PRelu.Definition,
        Elu.Definition,
        Selu.Definition,
        Sigmoid.Definition,
        Tanh.Definition,
        HardSigmoid.Definition,
        HardSwish.Definition,
        Silu.Definition,
        Gelu.Definition,
        Mish.Definition,
        Softplus.Definition,
        Clip.Definition,
        BatchNorm.Definition,
        LayerNorm.Definition,
        GroupNorm.Definition,
        InstanceNorm.Definition,
        LocalResponseNorm.Definition,
        Scale.Definition,
        Dropout.Definition,
        Dropout.StochasticDepth,
        Softmax.Definition,
        LogSoftmax.Definition,
        Add.Definition,
        Multiply.Definition,
        Subtract.Definition,
        Divide.Definition,
        Maximum.Definition,
        Minimum.Definition,
        Concat.Definition,
        ZeroPad.Definition,
        Upsample.Definition,
        Resize.Definition,
        MirrorPad.Definition,
        Slice.Definition,
        ChannelShuffle.Definition,
        PixelShuffle.Definition,
        PixelUnshuffle.Definition,
        Transpose.Definition,
        Reshape.Definition,
        AxisReduction.Mean,
        AxisReduction.Sum,
        SoftmaxCrossEntropy.Definition,
        CrossEntropy.Definition,
        MeanSquaredError.Definition,
        MeanAbsoluteError.Definition,
        BinaryCrossEntropy.Definition,
        Huber.Definition,
    ];

    public static LayerDefinition? Find(string kind) => All.FirstOrDefault(definition => definition.Kind == kind);
}
