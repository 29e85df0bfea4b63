// What the buttons put into the editor.
const file = body => `using CnnGen;\n\n${body.trim()}\n`;

export const examples = {
  'LeNet-5': file(`
[Network]
[Input(28, 28, 1)]
[Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
[Conv(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNet5;`),

  'Impossible': file(`
// The second kernel is larger than what the first pooling leaves.
[Network]
[Input(28, 28, 1)]
[Conv(6, 5), Relu, MaxPool(4)]
[Conv(16, 7), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class TooSmall;`),

  'Residual': file(`
// A block is written once and used with other numbers.
[Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm(As = "residual")]
[Conv(nameof(width), 1, Stride = nameof(stride), Bias = false, From = "input"), BatchNorm]
[Add("residual"), Relu]
public sealed class ResidualAttribute(int width, int stride = 1) : BlockAttribute;

[Network]
[Input(32, 32, 3)]
[Conv(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Residual(16), Residual(32, 2), Residual(64, 2)]
[GlobalAveragePool, Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class SmallResNet;`),

  'VGG-16': file(`
[Network]
[Input(224, 224, 3)]
[Conv(64, 3, Padding = 1), Relu, Conv(64, 3, Padding = 1), Relu, MaxPool(2)]
[Conv(128, 3, Padding = 1), Relu, Conv(128, 3, Padding = 1), Relu, MaxPool(2)]
[Conv(256, 3, Padding = 1), Relu, Conv(256, 3, Padding = 1), Relu, Conv(256, 3, Padding = 1), Relu, MaxPool(2)]
[Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, MaxPool(2)]
[Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, Conv(512, 3, Padding = 1), Relu, MaxPool(2)]
[Dense(4096), Relu, Dropout(0.5)]
[Dense(4096), Relu, Dropout(0.5)]
[Dense(1000), Softmax]
public sealed partial class Vgg16;`),
};
