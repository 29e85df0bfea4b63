using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Networks that are made for one operator, or for operators that are compiled into one kernel: where a random network fails, these say why.</summary>
internal static class SingleOperator
{
    private static readonly Dictionary<string, Action<RandomLayers, NetworkDraft>> s_kinds = new()
    {
        ["Conv"] = (layers, _) => layers.Conv(layers.DrawChannels()),
        ["ConvRelu"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.Relu),
        ["ConvReluMaxPool"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.Relu, layers.MaxPool),
        ["ConvMaxPool"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.MaxPool),
        ["GroupedConv"] = (layers, _) => Then(layers.GroupedConv, layers.Relu),
        ["GroupedConvMaxPool"] = (layers, _) => Then(layers.GroupedConv, layers.MaxPool),
        ["DepthwiseConv"] = (layers, _) => Then(layers.DepthwiseConv, layers.Relu),
        ["ConvTranspose"] = (layers, _) => layers.ConvTranspose(),
        ["ConvTransposeConv"] = (layers, _) => Then(layers.ConvTranspose, () => layers.Conv(layers.DrawChannels(), 3, 1, same: true)),
        ["ConvAdd"] = (layers, draft) => Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Add", new Add()), layers.Relu),
        ["Concat"] = (layers, draft) => Then(() => layers.Conv(layers.DrawChannels(), 3, 1, same: true), () => Join(draft, "Concat", new Concat())),
        ["Dense"] = (layers, _) => layers.Dense(layers.DrawChannels()),
        ["DenseRelu"] = (layers, _) => Then(() => layers.Dense(layers.DrawChannels()), layers.Relu, () => layers.Dense(layers.DrawChannels())),
        ["BatchNorm"] = (layers, _) => layers.BatchNorm(),
        ["BatchNormRelu"] = (layers, _) => Then(layers.BatchNorm, layers.Relu),
        ["PoolBatchNorm"] = (layers, _) => Then(layers.AveragePool, layers.BatchNorm, layers.Tanh),
        ["ConvBatchNorm"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.BatchNorm),
        ["ConvBatchNormReluMaxPool"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.BatchNorm, layers.Relu, layers.MaxPool),
        ["DenseBatchNormRelu"] = (layers, _) => Then(() => layers.Dense(layers.DrawChannels()), layers.BatchNorm, layers.Relu),
        ["MaxPool"] = (layers, _) => layers.MaxPool(),
        ["MinPool"] = (layers, _) => layers.MinPool(),
        ["AveragePool"] = (layers, _) => layers.AveragePool(),
        ["GlobalAveragePool"] = (layers, _) => layers.GlobalAveragePool(),
        ["GlobalMaxPool"] = (layers, _) => layers.GlobalMaxPool(),
        ["LayerNorm"] = (layers, _) => layers.Norms.LayerNorm(),
        ["ConvLayerNorm"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.Norms.LayerNorm, layers.Activations.Gelu),
        ["ImageLayerNorm"] = (layers, _) => layers.Norms.ImageLayerNorm(),
        ["GroupNorm"] = (layers, _) => layers.Norms.GroupNorm(),
        ["InstanceNorm"] = (layers, _) => layers.Norms.InstanceNorm(),
        ["LocalResponseNorm"] = (layers, _) => layers.LocalResponseNorm(),
        ["Flatten"] = (layers, _) => layers.Flatten(),
        ["Relu"] = (layers, _) => layers.Relu(),
        ["LeakyRelu"] = (layers, _) => layers.LeakyRelu(),
        ["PRelu"] = (layers, _) => layers.Activations.PRelu(),
        ["ConvPReluMaxPool"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.Activations.PRelu, layers.MaxPool),
        ["DensePRelu"] = (layers, _) => Then(() => layers.Dense(layers.DrawChannels()), layers.Activations.PRelu, () => layers.Dense(layers.DrawChannels())),
        ["Sigmoid"] = (layers, _) => layers.Sigmoid(),
        ["Tanh"] = (layers, _) => layers.Tanh(),
        ["Elu"] = (layers, _) => layers.Activations.Elu(),
        ["HardSigmoid"] = (layers, _) => layers.Activations.HardSigmoid(),
        ["HardSwish"] = (layers, _) => layers.Activations.HardSwish(),
        ["Silu"] = (layers, _) => layers.Activations.Silu(),
        ["Gelu"] = (layers, _) => layers.Activations.Gelu(),
        ["Softplus"] = (layers, _) => layers.Activations.Softplus(),
        ["Selu"] = (layers, _) => layers.Activations.Selu(),
        ["Mish"] = (layers, _) => layers.Activations.Mish(),
        ["Scale"] = (layers, _) => layers.Norms.Scale(),
        ["ConvScale"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.Norms.Scale, layers.Relu, layers.MaxPool),
        ["DenseScale"] = (layers, _) =>
            Then(() => layers.Dense(layers.DrawChannels()), layers.Norms.Scale, layers.Activations.Mish, () => layers.Dense(layers.DrawChannels())),
        ["Clip"] = (layers, _) => layers.Activations.Clip(),
        ["ConvCurve"] = (layers, _) => Then(() => layers.Conv(layers.DrawChannels()), layers.Activations.Any, layers.MaxPool),
        ["DenseCurve"] = (layers, _) => Then(() => layers.Dense(layers.DrawChannels()), layers.Activations.Any, () => layers.Dense(layers.DrawChannels())),
        ["LogSoftmax"] = (layers, _) => layers.LogSoftmax(),
        ["Multiply"] = (layers, draft) => Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Multiply", new Multiply())),
        ["Slice"] = (layers, _) => layers.Shapes.Slice(),
        ["ChannelShuffle"] = (layers, draft) =>
            Then(() => layers.Conv(12, 1, 1, same: false), layers.Shapes.ChannelShuffle, () => layers.Conv(layers.DrawChannels())),
        ["PixelShuffle"] = (layers, _) => Then(() => layers.Conv(18, 1, 1, same: false), layers.Shapes.PixelShuffle),
        ["PixelUnshuffle"] = (layers, _) => Then(layers.Shapes.PixelUnshuffle, () => layers.Conv(layers.DrawChannels(), 3, 1, same: true)),
        ["Transpose"] = (layers, _) => Then(layers.Shapes.Transpose, () => layers.Conv(layers.DrawChannels(), 3, 1, same: true)),
        ["Reshape"] = (layers, _) => Then(layers.Shapes.Reshape, () => layers.Conv(layers.DrawChannels(), 3, 1, same: true)),
        ["ConvReshape"] = (layers, _) => Then(() => layers.Conv(12, 3, 1, same: true), layers.Shapes.Reshape),
        ["Mean"] = (layers, _) => layers.Shapes.AxisReduction("Mean"),
        ["Sum"] = (layers, _) => layers.Shapes.AxisReduction("Sum"),
        ["AdaptiveAveragePool"] = (layers, _) => layers.Shapes.AdaptiveAveragePool(),
        ["PixelSoftmax"] = (layers, _) => Then(() => layers.Shapes.OverChannels("Softmax", new Softmax()), () => layers.Conv(layers.DrawChannels())),
        ["PixelLogSoftmax"] = (layers, _) => Then(() => layers.Shapes.OverChannels("LogSoftmax", new LogSoftmax()), () => layers.Conv(layers.DrawChannels())),
        ["ConcatRows"] = (layers, draft) =>
            Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Concat", new Concat(0), "ImageAxis.Rows")),
        ["ConcatColumns"] = (layers, draft) =>
            Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Concat", new Concat(1), "ImageAxis.Columns")),
        ["ScaleChannels"] = (layers, _) => layers.Shapes.ScaleChannels(layers),
        ["ZeroPad"] = (layers, _) => layers.Shapes.ZeroPad(),
        ["Resize"] = (layers, _) => layers.Shapes.Resize(),
        ["Pad"] = (layers, _) => layers.Shapes.Pad(),
        ["Subtract"] = (layers, draft) => Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Subtract", new Subtract())),
        ["Divide"] = (layers, draft) => Then(layers.Sigmoid, () => Divide(draft)),
        ["Maximum"] = (layers, draft) => Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Maximum", new Maximum())),
        ["Minimum"] = (layers, draft) => Then(() => layers.Conv(draft.Shape.Channels, 3, 1, same: true), () => Join(draft, "Minimum", new Minimum())),
        ["Upsample"] = (layers, _) => layers.Shapes.Upsample(),
        ["Softmax"] = (layers, _) => layers.Softmax(),
        ["Dropout"] = (layers, _) => layers.Dropout(),
        ["SoftmaxCrossEntropy"] = (layers, _) => layers.Dense(7),
        ["CrossEntropy"] = (layers, _) => Then(() => layers.Dense(11), layers.Softmax),
        ["MeanAbsoluteError"] = (layers, _) => layers.Dense(5),
    };

    public static IEnumerable<string> Kinds => s_kinds.Keys;

    /// <summary>A network for one kind; with a loss, a convolution before the operator receives the gradient that went through it.</summary>
    public static RandomNetwork Draw(string kind, int seed, bool trainable, string name)
    {
        var random = new Random(seed);
        int largest = seed % 3 == 0 ? 3 : 12;
        var draft =
            new NetworkDraft(random, random.Next(1, largest + 1), random.Next(1, largest + 1), random.Next(4) == 0 ? random.Next(8, 36) : random.Next(1, 8));
        var layers = new RandomLayers(random, draft);
        if (trainable)
        {
            layers.Conv(layers.DrawChannels(), 1, 1, same: false);
        }

        s_kinds[kind](layers, draft);
        if (trainable)
        {
            draft.SetLoss(kind switch
            {
                "SoftmaxCrossEntropy" => new SoftmaxCrossEntropy(),
                "CrossEntropy" => new CrossEntropy(),
                "MeanAbsoluteError" => new MeanAbsoluteError(),
                _ => new MeanSquaredError(),
            });
        }

        return new RandomNetwork(draft, name);
    }

    private static void Then(params Action[] layers)
    {
        foreach (Action layer in layers)
        {
            layer();
        }
    }

    // The value before the last layer, divided by the last value.
    private static void Divide(NetworkDraft draft)
    {
        int before = draft.Current - 1;
        draft.Append(new LayerText("Divide", $"\"{draft.Label(before)}\"", $"\"{draft.Label(draft.Current)}\""), new Divide(), before, draft.Current);
    }

    // Joins the last value with the one before the last layer.
    private static void Join(NetworkDraft draft, string kind, ImageOperator op, string? axis = null)
    {
        int before = draft.Current - 1;
        LayerText text = new(kind, $"\"{draft.Label(before)}\"");
        draft.Append(axis is null ? text : text.Set("Axis", axis), op, draft.Current, before);
    }
}
