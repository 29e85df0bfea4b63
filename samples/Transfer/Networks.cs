using CnnGen;

namespace Transfer;

/// <summary>What both networks have in common: 48×48 pixels to 6×6 positions with 48 features each.</summary>
[Conv(16, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]
[Conv(32, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]
[Conv(48, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]
[Conv(48, 3, Padding = 1, Bias = false), BatchNorm, Relu]
internal sealed class BackboneAttribute : BlockAttribute;

/// <summary>Tells ten drawn shapes apart. Its weights are in shapes.safetensors.</summary>
[Network, Input(48, 48, 3)]
[Backbone(Name = "backbone"), GlobalAveragePool]
[Dense(10, Name = "head"), SoftmaxCrossEntropy]
internal sealed partial class ShapeNet;

/// <summary>A head alone, on features that the backbone has computed: trained in no time, and the backbone stays as it is.</summary>
[Network, Input(6, 6, 48)]
[GlobalAveragePool, Dense(5, Name = "head"), SoftmaxCrossEntropy]
internal sealed partial class PictureHead;

/// <summary>The same backbone with a new head, for the five things in the pictures.</summary>
[Network, Input(48, 48, 3)]
[Backbone(Name = "backbone"), GlobalAveragePool]
[Dense(5, Name = "head"), SoftmaxCrossEntropy]
internal sealed partial class PictureNet;

/// <summary>The backbone alone, to look at what it sees: its output are the features of every position.</summary>
[Network, Input(48, 48, 3)]
[Backbone(Name = "backbone")]
internal sealed partial class PictureFeatures;
