"""Exports public CNNs with random weights as ONNX files, beside an input and the outputs in single and in double precision.

Usage: python3 export_models.py FOLDER [NAME ...]
       python3 export_models.py --without-weights FILE NAME
Needs PyTorch and torchvision (Debian: python3-torch, python3-torchvision); the second form, which writes a model whose tensors have their names and
shapes but no elements, needs onnx as well (python3-onnx). Each model is made from a fixed seed; batch norms get statistics that
are not those of a new network, so that folding them wrongly shows.
"""
import io
import os
import sys

import torch
import torchvision.models as zoo
from torch import nn


class UNet(nn.Module):
    """A small U-Net: O. Ronneberger, P. Fischer and T. Brox, 2015, with padding."""

    def __init__(self, classes=3):
        super().__init__()

        def double(inputs, outputs):
            return nn.Sequential(
                nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
                nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())

        self.down1, self.down2, self.down3 = double(3, 16), double(16, 32), double(32, 64)
        self.pool = nn.MaxPool2d(2)
        self.up2, self.up1 = nn.ConvTranspose2d(64, 32, 2, 2), nn.ConvTranspose2d(32, 16, 2, 2)
        self.join2, self.join1 = double(64, 32), double(32, 16)
        self.head = nn.Conv2d(16, classes, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(self.pool(a))
        c = self.down3(self.pool(b))
        b = self.join2(torch.cat([b, self.up2(c)], 1))
        a = self.join1(torch.cat([a, self.up1(b)], 1))
        return self.head(a)


class YoloHead(nn.Module):
    """A backbone with two outputs: boxes and scores of each place, as one-stage detectors have them."""

    def __init__(self):
        super().__init__()

        def block(inputs, outputs, stride):
            return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.SiLU())

        self.body = nn.Sequential(block(3, 16, 2), block(16, 32, 2), block(32, 64, 2), block(64, 64, 1))
        self.boxes, self.scores = nn.Conv2d(64, 12, 1), nn.Conv2d(64, 9, 1)

    def forward(self, x):
        x = self.body(x)
        boxes = self.boxes(x).permute(0, 2, 3, 1).reshape(x.shape[0], -1, 4)
        scores = self.scores(x).permute(0, 2, 3, 1).reshape(x.shape[0], -1, 3)
        return boxes, torch.sigmoid(scores)


class Siamese(nn.Module):
    """One network for both halves of the channels: the same weights twice."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU())
        self.head = nn.Linear(16, 4)

    def forward(self, x):
        a, b = self.body(x[:, :3]), self.body(x[:, 3:])
        return self.head((a * b).mean((2, 3)))


def plain(name, **arguments):
    return lambda: getattr(zoo, name)(weights=None, **arguments)


MODELS = {
    "alexnet": (plain("alexnet"), (3, 224, 224)),
    "vgg11_bn": (plain("vgg11_bn"), (3, 224, 224)),
    "resnet18": (plain("resnet18"), (3, 224, 224)),
    "resnet50": (plain("resnet50"), (3, 224, 224)),
    "resnet101": (plain("resnet101"), (3, 224, 224)),
    "resnet152": (plain("resnet152"), (3, 224, 224)),
    "resnext50_32x4d": (plain("resnext50_32x4d"), (3, 224, 224)),
    "wide_resnet50_2": (plain("wide_resnet50_2"), (3, 224, 224)),
    "mobilenet_v2": (plain("mobilenet_v2"), (3, 224, 224)),
    "mobilenet_v3_small": (plain("mobilenet_v3_small"), (3, 224, 224)),
    "mobilenet_v3_large": (plain("mobilenet_v3_large"), (3, 224, 224)),
    "efficientnet_b0": (plain("efficientnet_b0"), (3, 224, 224)),
    "densenet121": (plain("densenet121"), (3, 224, 224)),
    "squeezenet1_0": (plain("squeezenet1_0"), (3, 224, 224)),
    "squeezenet1_1": (plain("squeezenet1_1"), (3, 224, 224)),
    "shufflenet_v2_x1_0": (plain("shufflenet_v2_x1_0"), (3, 224, 224)),
    "googlenet": (plain("googlenet", aux_logits=False, init_weights=False), (3, 224, 224)),
    "inception_v3": (plain("inception_v3", aux_logits=False, init_weights=False, transform_input=False), (3, 299, 299)),
    "regnet_y_400mf": (plain("regnet_y_400mf"), (3, 224, 224)),
    "regnet_x_400mf": (plain("regnet_x_400mf"), (3, 224, 224)),
    "mnasnet1_0": (plain("mnasnet1_0"), (3, 224, 224)),
    "convnext_tiny": (plain("convnext_tiny"), (3, 224, 224)),
    "lraspp_mobilenet_v3_large": (lambda: zoo.segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None), (3, 256, 256)),
    "fcn_resnet50": (lambda: zoo.segmentation.fcn_resnet50(weights=None, weights_backbone=None), (3, 128, 128)),
    "unet": (UNet, (3, 64, 64)),
    "yolo_head": (YoloHead, (3, 64, 64)),
    "siamese": (Siamese, (6, 32, 32)),
}


class Tensors(nn.Module):
    """Models that give a dictionary give their outputs in its order."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        result = self.model(x)
        return tuple(result.values()) if isinstance(result, dict) else result


def write(model, x, target, keep_norms):
    """Writes a model; batch norms stay layers if asked, where the exporter would make them part of convolutions."""
    model.eval()
    training = torch.onnx.TrainingMode.PRESERVE if keep_norms else torch.onnx.TrainingMode.EVAL
    torch.onnx.export(model, x, target, opset_version=13, training=training, do_constant_folding=not keep_norms, input_names=["input"])
    model.eval()  # exporting has put back the mode that a new module has


def export(folder, name):
    make, shape = MODELS[name]
    torch.manual_seed(1)
    model = make()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.8, 1.2)
            nn.init.normal_(module.bias, 0, 0.1)
            nn.init.normal_(module.running_mean, 0, 0.1)
            nn.init.uniform_(module.running_var, 0.8, 1.2)
    model.eval()
    target = os.path.join(folder, name)
    os.makedirs(target, exist_ok=True)
    x = torch.randn(1, *shape)
    keep = isinstance(model, (zoo.ResNet, UNet))
    wrapped = Tensors(model) if isinstance(model, zoo.segmentation.lraspp.LRASPP) or "fcn" in name else model
    write(wrapped, x, os.path.join(target, "model.onnx"), keep)
    with torch.no_grad():
        single = wrapped(x)
        double = wrapped.double()(x.double())
    single, double = [[value] if torch.is_tensor(value) else list(value) for value in (single, double)]
    x.numpy().astype("<f4").tofile(os.path.join(target, "input.bin"))
    for i, (a, b) in enumerate(zip(single, double)):
        a.numpy().astype("<f4").tofile(os.path.join(target, f"output_{i}.float.bin"))
        b.numpy().astype("<f8").tofile(os.path.join(target, f"output_{i}.double.bin"))
    print(name, [tuple(a.shape) for a in single], flush=True)


def export_without_weights(path, name):
    import onnx
    make, shape = MODELS[name]
    model = make()
    wrapped = Tensors(model) if isinstance(model, zoo.segmentation.lraspp.LRASPP) or "fcn" in name else model
    buffer = io.BytesIO()
    write(wrapped, torch.randn(1, *shape), buffer, isinstance(model, (zoo.ResNet, UNet)))
    proto = onnx.load_model_from_string(buffer.getvalue())
    for tensor in proto.graph.initializer:
        tensor.ClearField("raw_data")
    with open(path, "wb") as file:
        file.write(proto.SerializeToString())


if __name__ == "__main__":
    if sys.argv[1] == "--without-weights":
        export_without_weights(*sys.argv[2:])
        sys.exit()
    for name in sys.argv[2:] or MODELS:
        try:
            export(sys.argv[1], name)
        except Exception as failure:  # one model that a version of torchvision lacks must not hide the others
            print(name, "FAILED", type(failure).__name__, str(failure).splitlines()[0] if str(failure) else "", flush=True)
