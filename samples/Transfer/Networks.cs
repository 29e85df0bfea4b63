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

/// <summary>The same backbone, which is not trained, under a new head for the five things in the pictures. What is frozen costs no gradient.</summary>
[Network, Input(48, 48, 3)]
[Backbone(Name = "backbone", Trainable = false), GlobalAveragePool]
[Dense(5, Name = "head"), SoftmaxCrossEntropy]
internal sealed partial class HeadNet;

/// <summary>The same network, of which every layer is trained, and which can be looked into.</summary>
[Network(Inspectable = true), Input(48, 48, 3)]
[Backbone(Name = "backbone"), GlobalAveragePool]
[Dense(5, Name = "head"), SoftmaxCrossEntropy]
internal sealed partial class PictureNet;
