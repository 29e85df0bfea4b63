#!/usr/bin/env python3
"""Whole gradients of networks as PyTorch computes them in double precision, for GradientGoldenTests. Writes NAME.safetensors beside itself, and
MODEL.json, the tensors that some of them share.

Made with PyTorch 1.13 on one thread; needs NumPy too. Takes the names of networks; without any, makes all.

Weights and images are those of samples/Networks/Checking/DeterministicWeights.cs: value i of a seed is mix(seed + (i + 1)*0x9E3779B97F4A7C15) of SplitMix64,
its upper 24 bits a number u from 0 to below 1. Tensor k of MODEL.json has seed 1000 + k; images are u - 0.5 of seed 7, [image, channel, row, column]. The
label of image i is i mod the number of classes, of a pair mod 2; those of positions and boxes are said where the losses are. Weights are scaled as PyTorch
draws first ones; norms begin as they do. Losses are means over the batch, batch norms use the statistics of the batch.

A gradient of eleven million values is not stored but sketched (M. Charikar, K. Chen and M. Farach-Colton, "Finding frequent items in data streams", 2002):
value i of a tensor is added to one of BUCKETS sums or taken from it, both drawn from mix(seed of the tensor's name + (i + 1)*0x9E37...). The sum of the squares
of the difference of two sketches estimates that of two gradients without bias; its relative deviation is sqrt(2/BUCKETS), half of that for the root.

NAME.safetensors holds
  sketch     the sketch of the gradient, in fp32: rounding it is seen from a relative distance of 1e-7 on
  distance   |PyTorch's own gradient in fp32 - gradient| / |gradient|, from all values: the root of the mean square over some batches, of images of the seeds
             7, 8, ... In most batches of 16 small images no value changes sides at a ReLU, in some a few do, and the distance is a hundred times as large
  norms      the norm of each tensor's gradient, in the order of the trainable ones of MODEL.json
"""
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

BUCKETS = 2048
STEP = 0x9E3779B97F4A7C15
BATCH = 16
CLASSES = 10


def mixed(seed, count):
    with np.errstate(over='ignore'):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(STEP)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(seed, count):
    return (mixed(seed, count) >> np.uint64(40)).astype(np.float64) * 2.0 ** -24


def seed_of(name):
    """FNV-1a of the name."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def sketch(gradients):
    sums = np.zeros(BUCKETS)
    for name, values in gradients.items():
        drawn = mixed(seed_of(name), values.size)
        signs = np.where(drawn & np.uint64(1), -1.0, 1.0)
        sums += np.bincount((drawn >> np.uint64(53)).astype(np.int64), signs * values, BUCKETS)  # the upper 11 bits: BUCKETS
    return sums


def values(seed, kind, shape):
    u = uniform(seed, int(np.prod(shape)))
    fan_in = np.prod(shape[1:])
    scaled = {
        'first': lambda: (2 * u - 1) * np.sqrt(1 / fan_in),
        'bias': lambda: 0.1 * (u - 0.5),
        'one': lambda: 1 + 0 * u,
        'zero': lambda: 0 * u,
    }[kind]()
    return torch.from_numpy(scaled.astype(np.float32).reshape(shape))


def kinds(model):
    """Name, shape and kind of every tensor, in PyTorch's order."""
    for prefix, module in model.named_modules():
        norm = isinstance(module, nn.BatchNorm2d)
        for name, tensor in module.state_dict().items():
            if '.' in name or name == 'num_batches_tracked':
                continue
            kind = {'weight': 'one', 'bias': 'zero', 'running_mean': 'zero', 'running_var': 'one'}[name] if norm else 'bias' if name == 'bias' else 'first'
            yield f'{prefix}.{name}', list(tensor.shape), kind


class Basic(nn.Module):
    def __init__(self, channels, width, stride, activation):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.activation = activation
        if stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(channels, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.bn2(self.conv2(self.activation(self.bn1(self.conv1(x)))))
        return self.activation(y + (self.downsample(x) if hasattr(self, 'downsample') else x))


class ResNet18(nn.Module):
    """As in torchvision; with `small`, a first convolution of 3x3 with stride 1 and no pool, for images of 32x32."""

    def __init__(self, activation=F.relu, pool=lambda x: F.max_pool2d(x, 3, 2, 1), small=False):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False) if small else nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.activation, self.pool = activation, (lambda x: x) if small else pool
        channels = 64
        for layer, width in enumerate((64, 128, 256, 512), 1):
            first = Basic(channels, width, 1 if layer == 1 else 2, activation)
            self.add_module(f'layer{layer}', nn.Sequential(first, Basic(width, width, 1, activation)))
            channels = width
        self.fc = nn.Linear(512, CLASSES)

    def forward(self, x):
        x = self.pool(self.activation(self.bn1(self.conv1(x))))
        return self.fc(self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3)))


def average_pool(x):
    return F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)


class Twice(nn.Module):
    """Two convolutions of a U-Net's level."""

    def __init__(self, channels, width, activation):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.activation = activation

    def forward(self, x):
        return self.activation(self.bn2(self.conv2(self.activation(self.bn1(self.conv1(x))))))


class UNet(nn.Module):
    """Three levels, four classes a pixel."""

    def __init__(self, activation=F.relu, pool=F.max_pool2d):
        super().__init__()
        self.down1, self.down2, self.bottom = Twice(3, 16, activation), Twice(16, 32, activation), Twice(32, 64, activation)
        self.up2, self.left2 = nn.ConvTranspose2d(64, 32, 2, 2), Twice(64, 32, activation)
        self.up1, self.left1 = nn.ConvTranspose2d(32, 16, 2, 2), Twice(32, 16, activation)
        self.head = nn.Conv2d(16, 4, 1)
        self.pool = pool

    def forward(self, x):
        fine = self.down1(x)
        middle = self.down2(self.pool(fine, 2))
        x = self.left2(torch.cat([self.up2(self.bottom(self.pool(middle, 2))), middle], 1))
        return self.head(self.left1(torch.cat([self.up1(x), fine], 1)))


class Detector(nn.Module):
    """Two outputs: boxes and scores of each position."""

    def __init__(self, activation=F.relu, pool=F.max_pool2d):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 2, 1, bias=False), nn.BatchNorm2d(16)
        self.conv2, self.bn2 = nn.Conv2d(16, 32, 3, 1, 1, bias=False), nn.BatchNorm2d(32)
        self.conv3, self.conv4 = nn.Conv2d(32, 8, 1), nn.Conv2d(32, 5, 3, 1, 1)
        self.activation, self.pool = activation, pool

    def forward(self, x):
        x = self.activation(self.bn2(self.conv2(self.activation(self.bn1(self.conv1(x))))))
        x = self.pool(x, 2)
        return self.conv3(x), self.conv4(x)


class Encoder(nn.Module):
    """What both images of a siamese network go through."""

    def __init__(self, activation, pool):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        self.conv2, self.bn2 = nn.Conv2d(16, 32, 3, 1, 1, bias=False), nn.BatchNorm2d(32)
        self.fc1 = nn.Linear(32, 24)
        self.activation, self.pool = activation, pool

    def forward(self, x):
        x = self.pool(self.activation(self.bn1(self.conv1(x))), 2)
        return self.fc1(self.activation(self.bn2(self.conv2(x))).mean((2, 3)))


class Siamese(nn.Module):
    """Two images, one after the other in memory."""

    def __init__(self, activation=F.relu, pool=F.max_pool2d):
        super().__init__()
        self.encoder, self.fc1 = Encoder(activation, pool), nn.Linear(24, 1)

    def forward(self, x):
        return self.fc1(self.encoder(x[:, :3]) * self.encoder(x[:, 3:]))[:, 0]


def loss_of_classes(scores, dtype):
    return F.cross_entropy(scores, torch.arange(BATCH) % CLASSES)


def loss_of_positions(scores):
    """The label of position i of the batch is i // 5 mod the number of classes."""
    images, classes, height, width = scores.shape
    return F.cross_entropy(scores, (torch.arange(images * height * width) // 5 % classes).reshape(images, height, width))


def loss_of_detector(outputs, dtype):
    """Boxes shall be 4u - 2 of seed 9, [image, row, column, channel]."""
    boxes, scores = outputs
    images, channels, height, width = boxes.shape
    wanted = torch.from_numpy((4 * uniform(9, boxes.numel()) - 2).astype(np.float32)).reshape(images, height, width, channels).permute(0, 3, 1, 2)
    return 2 * F.huber_loss(boxes, wanted.to(dtype), delta=0.5) + loss_of_positions(scores)


def loss_of_pairs(scores, dtype):
    return F.binary_cross_entropy_with_logits(scores, (torch.arange(BATCH) % 2).to(dtype))


# The model whose tensors it has, how it is made, an image, the loss, batches over which the distance in fp32 is taken.
SMOOTH = (F.silu, F.avg_pool2d)
NETWORKS = {
    'resnet18': ('resnet18', ResNet18, (3, 32, 32), loss_of_classes, 6),
    'resnet18-smooth': ('resnet18', lambda: ResNet18(F.silu, average_pool), (3, 32, 32), loss_of_classes, 1),
    'resnet18-cifar': ('resnet18-cifar', lambda: ResNet18(small=True), (3, 32, 32), loss_of_classes, 1),
    'resnet18-cifar-smooth': ('resnet18-cifar', lambda: ResNet18(F.silu, small=True), (3, 32, 32), loss_of_classes, 1),
    'unet': ('unet', UNet, (3, 32, 32), lambda scores, dtype: loss_of_positions(scores), 6),
    'unet-smooth': ('unet', lambda: UNet(*SMOOTH), (3, 32, 32), lambda scores, dtype: loss_of_positions(scores), 1),
    'detector': ('detector', Detector, (3, 32, 32), loss_of_detector, 6),
    'detector-smooth': ('detector', lambda: Detector(*SMOOTH), (3, 32, 32), loss_of_detector, 1),
    'siamese': ('siamese', Siamese, (6, 32, 32), loss_of_pairs, 6),
    'siamese-smooth': ('siamese', lambda: Siamese(*SMOOTH), (6, 32, 32), loss_of_pairs, 1),
}


def gradients(model, images, loss):
    model.zero_grad()
    loss(model(images), images.dtype).backward()
    return {name: parameter.grad.double().numpy().ravel().copy() for name, parameter in model.named_parameters()}


def save(path, tensors):
    header, offset = {}, 0
    for name, array in tensors.items():
        header[name] = {'dtype': 'F32', 'shape': list(array.shape), 'data_offsets': [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    path.write_bytes(struct.pack('<Q', len(text)) + text + b''.join(array.tobytes() for array in tensors.values()))


def make(name):
    tensors_of, factory, shape, loss, batches = NETWORKS[name]
    model = factory().train()
    tensors = list(kinds(model))
    model.load_state_dict({tensor: values(1000 + k, kind, size) for k, (tensor, size, kind) in enumerate(tensors)}, strict=False)
    distances, golden = [], None
    for seed in range(7, 7 + batches):
        images = torch.from_numpy((uniform(seed, BATCH * int(np.prod(shape))) - 0.5).astype(np.float32).reshape(BATCH, *shape))
        single = gradients(model.float(), images, loss)
        exact = gradients(model.double(), images.double(), loss)
        norm = np.sqrt(sum(np.sum(values ** 2) for values in exact.values()))
        distances.append(np.sqrt(sum(np.sum((single[key] - exact[key]) ** 2) for key in exact)) / norm)
        print(f'{name}, images of seed {seed}: {sum(values.size for values in exact.values())} values, norm {norm:.4g}; in fp32 {distances[-1]:.3e} apart')
        golden = golden or exact
    folder = Path(__file__).parent
    lines = ',\n'.join(json.dumps({'name': tensor, 'shape': size, 'kind': kind}) for tensor, size, kind in tensors)
    (folder / f'{tensors_of}.json').write_text(f'{{"tensors": [\n{lines}\n]}}\n', encoding='utf-8')
    save(folder / f'{name}.safetensors', {
        'sketch': sketch(golden).astype(np.float32),
        'distance': np.array([np.sqrt(np.mean(np.square(distances)))], np.float32),
        'norms': np.array([np.linalg.norm(values) for values in golden.values()], np.float32)})


if __name__ == '__main__':
    torch.set_num_threads(1)
    for network in sys.argv[1:] or NETWORKS:
        make(network)
