#!/usr/bin/python3
"""Makes the models that `peers inference` and `load` compare: the networks of samples/Networks in PyTorch, with drawn weights.

For each NAME three files with the same weights: NAME.safetensors with the names of our tensors, NAME.onnx and NAME.pt
(TorchScript). Weights are drawn from a seed so that activations keep their size through the network: with logits near 0 or
infinity a comparison of results would prove nothing.
"""
import argparse
import json
import os
import struct
import sys

try:
    import torch
    import torchvision
    from torch import nn
    from torch.nn import functional

    from lenet5 import lenet5
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}), flush=True)
    sys.exit(0)

OPSET = 13


class OnnxLrn(torch.autograd.Function):
    """Exported as ONNX's one operator; PyTorch would write out the nine that it computes with."""

    @staticmethod
    def forward(_, x, size, alpha, beta, bias):
        return functional.local_response_norm(x, size, alpha, beta, bias)

    @staticmethod
    def symbolic(graph, x, size, alpha, beta, bias):
        return graph.op("LRN", x, size_i=size, alpha_f=alpha, beta_f=beta, bias_f=bias).setType(x.type())


class ResponseNorm(nn.Module):
    """AlexNet's: its alpha of 1e-4 belongs to each square, that of PyTorch and ONNX to the mean of five."""

    SETTINGS = (5, 5 * 1e-4, 0.75, 2.0)

    def forward(self, x):
        normalise = OnnxLrn.apply if torch.onnx.is_in_onnx_export() else functional.local_response_norm
        return normalise(x, *self.SETTINGS)


class AlexNet(nn.Module):
    """AlexNet of 2012: two groups, response normalisation."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 96, 11, stride=4)
        self.conv2 = nn.Conv2d(96, 256, 5, padding=2, groups=2)
        self.conv3 = nn.Conv2d(256, 384, 3, padding=1)
        self.conv4 = nn.Conv2d(384, 384, 3, padding=1, groups=2)
        self.conv5 = nn.Conv2d(384, 256, 3, padding=1, groups=2)
        self.fc6 = nn.Linear(9216, 4096)
        self.fc7 = nn.Linear(4096, 4096)
        self.fc8 = nn.Linear(4096, 1000)
        self.norm = ResponseNorm()
        self.pool = nn.MaxPool2d(3, stride=2)

    def forward(self, x):
        x = self.pool(self.norm(functional.relu(self.conv1(x))))
        x = self.pool(self.norm(functional.relu(self.conv2(x))))
        x = functional.relu(self.conv3(x))
        x = functional.relu(self.conv4(x))
        x = self.pool(functional.relu(self.conv5(x)))
        x = functional.relu(self.fc6(torch.flatten(x, 1)))
        return self.fc8(functional.relu(self.fc7(x)))


class ConvNorm(nn.Module):
    """Inception's convolution."""

    def __init__(self, inputs, filters, kernel, stride=1, same=False):
        super().__init__()
        height, width = kernel
        padding = (height // 2, width // 2) if same else 0
        self.conv = nn.Conv2d(inputs, filters, kernel, stride=stride, padding=padding, bias=False)
        self.bn = nn.BatchNorm2d(filters, eps=1e-3)

    def forward(self, x):
        return functional.relu(self.bn(self.conv(x)), inplace=True)


def chain(inputs, *layers):
    """ConvNorms behind each other, each (filters, kernel[, stride]); stride 2 is unpadded, stride 1 keeps the size."""
    net = nn.Sequential()
    for place, (filters, kernel, *stride) in enumerate(layers):
        net.add_module(str(place), ConvNorm(inputs, filters, kernel, stride[0] if stride else 1, same=not stride))
        inputs = filters
    return net


class Branches(nn.Module):
    """Named branches of one input, concatenated in their order."""

    def __init__(self, **branches):
        super().__init__()
        self.order = list(branches)
        for name, branch in branches.items():
            self.add_module(name, branch)

    def forward(self, x):
        return torch.cat([getattr(self, name)(x) for name in self.order], 1)


def average_then(inputs, filters):
    return nn.Sequential(nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False), ConvNorm(inputs, filters, (1, 1)))


def inception_a():
    return Branches(
        branch0=ConvNorm(384, 96, (1, 1)),
        branch1=chain(384, (64, (1, 1)), (96, (3, 3))),
        branch2=chain(384, (64, (1, 1)), (96, (3, 3)), (96, (3, 3))),
        branch3=average_then(384, 96))


def inception_b():
    return Branches(
        branch0=ConvNorm(1024, 384, (1, 1)),
        branch1=chain(1024, (192, (1, 1)), (224, (1, 7)), (256, (7, 1))),
        branch2=chain(1024, (192, (1, 1)), (192, (7, 1)), (224, (1, 7)), (224, (7, 1)), (256, (1, 7))),
        branch3=average_then(1024, 128))


class InceptionC(nn.Module):
    def __init__(self):
        super().__init__()
        self.branch0 = ConvNorm(1536, 256, (1, 1))
        self.branch1_0 = ConvNorm(1536, 384, (1, 1))
        self.branch1_1a = ConvNorm(384, 256, (1, 3), same=True)
        self.branch1_1b = ConvNorm(384, 256, (3, 1), same=True)
        self.branch2_0 = ConvNorm(1536, 384, (1, 1))
        self.branch2_1 = ConvNorm(384, 448, (3, 1), same=True)
        self.branch2_2 = ConvNorm(448, 512, (1, 3), same=True)
        self.branch2_3a = ConvNorm(512, 256, (1, 3), same=True)
        self.branch2_3b = ConvNorm(512, 256, (3, 1), same=True)
        self.branch3 = average_then(1536, 256)

    def forward(self, x):
        narrow = self.branch1_0(x)
        deep = self.branch2_2(self.branch2_1(self.branch2_0(x)))
        return torch.cat(
            [
                self.branch0(x),
                self.branch1_1a(narrow), self.branch1_1b(narrow),
                self.branch2_3a(deep), self.branch2_3b(deep),
                self.branch3(x),
            ],
            1)


class InceptionV4(nn.Module):
    def __init__(self):
        super().__init__()
        pool = nn.MaxPool2d(3, stride=2)
        stem_factors = Branches(
            branch0=nn.Sequential(ConvNorm(160, 64, (1, 1)), ConvNorm(64, 96, (3, 3))),
            branch1=nn.Sequential(*chain(160, (64, (1, 1)), (64, (1, 7)), (64, (7, 1))), ConvNorm(64, 96, (3, 3))))
        reduction_a = Branches(
            branch0=ConvNorm(384, 384, (3, 3), stride=2),
            branch1=chain(384, (192, (1, 1)), (224, (3, 3)), (256, (3, 3), 2)),
            branch2=pool)
        reduction_b = Branches(
            branch0=chain(1024, (192, (1, 1)), (192, (3, 3), 2)),
            branch1=chain(1024, (256, (1, 1)), (256, (1, 7)), (320, (7, 1)), (320, (3, 3), 2)),
            branch2=pool)
        self.features = nn.Sequential(
            ConvNorm(3, 32, (3, 3), stride=2),
            ConvNorm(32, 32, (3, 3)),
            ConvNorm(32, 64, (3, 3), same=True),
            Branches(maxpool=pool, conv=ConvNorm(64, 96, (3, 3), stride=2)),
            stem_factors,
            Branches(conv=ConvNorm(192, 192, (3, 3), stride=2), maxpool=pool),
            *[inception_a() for _ in range(4)],
            reduction_a,
            *[inception_b() for _ in range(7)],
            reduction_b,
            *[InceptionC() for _ in range(3)])
        self.last_linear = nn.Linear(1536, 1000)

    def forward(self, x):
        return self.last_linear(torch.flatten(functional.adaptive_avg_pool2d(self.features(x), 1), 1))


NETWORKS = {
    "LeNet5": (lenet5, (1, 28, 28)),
    "AlexNet": (AlexNet, (3, 227, 227)),
    "AlexNetOneTower": (torchvision.models.alexnet, (3, 224, 224)),
    "Vgg16": (torchvision.models.vgg16, (3, 224, 224)),
    "Vgg19": (torchvision.models.vgg19, (3, 224, 224)),
    "ResNet50": (torchvision.models.resnet50, (3, 224, 224)),
    "InceptionV4": (InceptionV4, (3, 299, 299)),
    "SqueezeNet": (torchvision.models.squeezenet1_1, (3, 224, 224)),
    "ResNeXt50": (torchvision.models.resnext50_32x4d, (3, 224, 224)),
    "MobileNetV2": (torchvision.models.mobilenet_v2, (3, 224, 224)),
    "MnasNet": (torchvision.models.mnasnet1_0, (3, 224, 224)),
    "MobileNetV3Small": (torchvision.models.mobilenet_v3_small, (3, 224, 224)),
    "EfficientNetB0": (torchvision.models.efficientnet_b0, (3, 224, 224)),
    "ShuffleNetV2": (torchvision.models.shufflenet_v2_x1_0, (3, 224, 224)),
    "ConvNeXtTiny": (torchvision.models.convnext_tiny, (3, 224, 224)),
    "DenseNet121": (torchvision.models.densenet121, (3, 224, 224)),
    "RegNetY400": (torchvision.models.regnet_y_400mf, (3, 224, 224)),
}


def build(name):
    architecture, shape = NETWORKS[name]
    torch.manual_seed(1)
    net = architecture()
    for layer in net.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.uniform_(layer.bias, -0.05, 0.05)
        elif isinstance(layer, nn.BatchNorm2d):
            draw_norm(layer)
        elif isinstance(layer, nn.LayerNorm):
            nn.init.uniform_(layer.weight, 0.5, 1.5)
            nn.init.uniform_(layer.bias, -0.1, 0.1)
        elif hasattr(layer, "layer_scale"):
            nn.init.uniform_(layer.layer_scale, 0.1, 0.5)
    return net.eval(), torch.randn(1, *shape)


def draw_norm(norm):
    """Statistics are drawn, not measured. Measured ones take the mean away, without which drawn layers are chaotic: at
    Inception-v4's end a rounding error has grown a thousandfold, and no two fp32 programs agree as far as a comparison asks."""
    nn.init.uniform_(norm.weight, 0.5, 1.5)
    nn.init.uniform_(norm.bias, -0.1, 0.1)
    nn.init.uniform_(norm.running_mean, -0.1, 0.1)
    nn.init.uniform_(norm.running_var, 0.5, 1.5)


def write_safetensors(path, tensors):
    """A header's length, the header as JSON, then the tensors' bytes."""
    header, end = {}, 0
    for name, tensor in tensors.items():
        start, end = end, end + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().tobytes())


def our_tensor(name, tensor):
    """What ConvNeXt computes with channels last and dense layers is a 1×1 convolution here, and its factors are those of a layer."""
    if name.endswith(".layer_scale"):
        return f"{name}.weight", tensor.flatten()
    return name, tensor[:, :, None, None] if tensor.dim() == 2 and ".block." in name else tensor


def write(folder, name):
    net, image = build(name)
    path = os.path.join(folder, name)
    # The name of the weights is given last: where it exists, all three files are whole.
    with torch.no_grad():
        torch.jit.save(torch.jit.freeze(torch.jit.trace(net, image)), f"{path}.pt")
        torch.onnx.export(
            net, image, f"{path}.onnx", opset_version=OPSET, input_names=["images"], output_names=["logits"],
            dynamic_axes={"images": {0: "batch"}, "logits": {0: "batch"}})
    weights = {key: value for key, value in net.state_dict().items() if not key.endswith("num_batches_tracked")}
    write_safetensors(f"{path}.part", dict(our_tensor(*tensor) for tensor in weights.items()))
    os.replace(f"{path}.part", f"{path}.safetensors")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("names", nargs="+", choices=list(NETWORKS), metavar="NAME")
    options = arguments.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    for name in options.names:
        write(options.folder, name)
        print(json.dumps({"made": name}), flush=True)


if __name__ == "__main__":
    main()
