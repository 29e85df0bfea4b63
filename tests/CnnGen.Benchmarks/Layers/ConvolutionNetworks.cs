namespace CnnGen.Benchmarks.Layers;

// The distinct convolutions of ResNet-50 (v1.5: the 3×3 convolutions have the stride) and of VGG-16, each a network of its own. Those that Winograd's
// algorithm serves are there a second time.

[Network(Winograd = false), Input(224, 224, 3), Conv(64, 7, Stride = 2, Padding = 3)] internal sealed partial class ResNet7x7Stride2At224From3To64;
[Network, Input(224, 224, 3), Conv(64, 7, Stride = 2, Padding = 3)] internal sealed partial class ResNet7x7Stride2At224From3To64Winograd;
[Network(Winograd = false), Input(56, 56, 64), Conv(64, 1)] internal sealed partial class ResNet1x1At56From64To64;
[Network(Winograd = false), Input(56, 56, 64), Conv(64, 3, Padding = 1)] internal sealed partial class ResNet3x3At56From64To64;
[Network, Input(56, 56, 64), Conv(64, 3, Padding = 1)] internal sealed partial class ResNet3x3At56From64To64Winograd;
[Network(Winograd = false), Input(56, 56, 64), Conv(256, 1)] internal sealed partial class ResNet1x1At56From64To256;
[Network(Winograd = false), Input(56, 56, 256), Conv(64, 1)] internal sealed partial class ResNet1x1At56From256To64;
[Network(Winograd = false), Input(56, 56, 256), Conv(128, 1)] internal sealed partial class ResNet1x1At56From256To128;
[Network(Winograd = false), Input(56, 56, 128), Conv(128, 3, Stride = 2, Padding = 1)] internal sealed partial class ResNet3x3Stride2At56From128To128;
[Network, Input(56, 56, 128), Conv(128, 3, Stride = 2, Padding = 1)] internal sealed partial class ResNet3x3Stride2At56From128To128Winograd;
[Network(Winograd = false), Input(28, 28, 128), Conv(512, 1)] internal sealed partial class ResNet1x1At28From128To512;
[Network(Winograd = false), Input(56, 56, 256), Conv(512, 1, Stride = 2)] internal sealed partial class ResNet1x1Stride2At56From256To512;
[Network(Winograd = false), Input(28, 28, 512), Conv(128, 1)] internal sealed partial class ResNet1x1At28From512To128;
[Network(Winograd = false), Input(28, 28, 128), Conv(128, 3, Padding = 1)] internal sealed partial class ResNet3x3At28From128To128;
[Network, Input(28, 28, 128), Conv(128, 3, Padding = 1)] internal sealed partial class ResNet3x3At28From128To128Winograd;
[Network(Winograd = false), Input(28, 28, 512), Conv(256, 1)] internal sealed partial class ResNet1x1At28From512To256;
[Network(Winograd = false), Input(28, 28, 256), Conv(256, 3, Stride = 2, Padding = 1)] internal sealed partial class ResNet3x3Stride2At28From256To256;
[Network, Input(28, 28, 256), Conv(256, 3, Stride = 2, Padding = 1)] internal sealed partial class ResNet3x3Stride2At28From256To256Winograd;
[Network(Winograd = false), Input(14, 14, 256), Conv(1024, 1)] internal sealed partial class ResNet1x1At14From256To1024;
[Network(Winograd = false), Input(28, 28, 512), Conv(1024, 1, Stride = 2)] internal sealed partial class ResNet1x1Stride2At28From512To1024;
[Network(Winograd = false), Input(14, 14, 1024), Conv(256, 1)] internal sealed partial class ResNet1x1At14From1024To256;
[Network(Winograd = false), Input(14, 14, 256), Conv(256, 3, Padding = 1)] internal sealed partial class ResNet3x3At14From256To256;
[Network, Input(14, 14, 256), Conv(256, 3, Padding = 1)] internal sealed partial class ResNet3x3At14From256To256Winograd;
[Network(Winograd = false), Input(14, 14, 1024), Conv(512, 1)] internal sealed partial class ResNet1x1At14From1024To512;
[Network(Winograd = false), Input(14, 14, 512), Conv(512, 3, Stride = 2, Padding = 1)] internal sealed partial class ResNet3x3Stride2At14From512To512;
[Network, Input(14, 14, 512), Conv(512, 3, Stride = 2, Padding = 1)] internal sealed partial class ResNet3x3Stride2At14From512To512Winograd;
[Network(Winograd = false), Input(7, 7, 512), Conv(2048, 1)] internal sealed partial class ResNet1x1At7From512To2048;
[Network(Winograd = false), Input(14, 14, 1024), Conv(2048, 1, Stride = 2)] internal sealed partial class ResNet1x1Stride2At14From1024To2048;
[Network(Winograd = false), Input(7, 7, 2048), Conv(512, 1)] internal sealed partial class ResNet1x1At7From2048To512;
[Network(Winograd = false), Input(7, 7, 512), Conv(512, 3, Padding = 1)] internal sealed partial class ResNet3x3At7From512To512;
[Network, Input(7, 7, 512), Conv(512, 3, Padding = 1)] internal sealed partial class ResNet3x3At7From512To512Winograd;

[Network(Winograd = false), Input(224, 224, 3), Conv(64, 3, Padding = 1)] internal sealed partial class Vgg3x3At224From3To64;
[Network(Winograd = false), Input(224, 224, 64), Conv(64, 3, Padding = 1)] internal sealed partial class Vgg3x3At224From64To64;
[Network, Input(224, 224, 64), Conv(64, 3, Padding = 1)] internal sealed partial class Vgg3x3At224From64To64Winograd;
[Network(Winograd = false), Input(112, 112, 64), Conv(128, 3, Padding = 1)] internal sealed partial class Vgg3x3At112From64To128;
[Network, Input(112, 112, 64), Conv(128, 3, Padding = 1)] internal sealed partial class Vgg3x3At112From64To128Winograd;
[Network(Winograd = false), Input(112, 112, 128), Conv(128, 3, Padding = 1)] internal sealed partial class Vgg3x3At112From128To128;
[Network, Input(112, 112, 128), Conv(128, 3, Padding = 1)] internal sealed partial class Vgg3x3At112From128To128Winograd;
[Network(Winograd = false), Input(56, 56, 128), Conv(256, 3, Padding = 1)] internal sealed partial class Vgg3x3At56From128To256;
[Network, Input(56, 56, 128), Conv(256, 3, Padding = 1)] internal sealed partial class Vgg3x3At56From128To256Winograd;
[Network(Winograd = false), Input(56, 56, 256), Conv(256, 3, Padding = 1)] internal sealed partial class Vgg3x3At56From256To256;
[Network, Input(56, 56, 256), Conv(256, 3, Padding = 1)] internal sealed partial class Vgg3x3At56From256To256Winograd;
[Network(Winograd = false), Input(28, 28, 256), Conv(512, 3, Padding = 1)] internal sealed partial class Vgg3x3At28From256To512;
[Network, Input(28, 28, 256), Conv(512, 3, Padding = 1)] internal sealed partial class Vgg3x3At28From256To512Winograd;
[Network(Winograd = false), Input(28, 28, 512), Conv(512, 3, Padding = 1)] internal sealed partial class Vgg3x3At28From512To512;
[Network, Input(28, 28, 512), Conv(512, 3, Padding = 1)] internal sealed partial class Vgg3x3At28From512To512Winograd;
[Network(Winograd = false), Input(14, 14, 512), Conv(512, 3, Padding = 1)] internal sealed partial class Vgg3x3At14From512To512;
[Network, Input(14, 14, 512), Conv(512, 3, Padding = 1)] internal sealed partial class Vgg3x3At14From512To512Winograd;
