#!/usr/bin/env python3
"""Where NaN and infinities come out of PyTorch's operators, forward and backward, for SpecialValueGoldenTests. Writes special-values.txt beside itself.

Made with PyTorch 1.13; needs nothing else. Networks are computed in double precision, image by image.

Every network reads an image of x[i] = ((37·i mod 23) − 10.5)/8 in the order [row, column, channel], of which some values are replaced, and has parameters
w[i] = ((7·i mod 5) − 2.5)/4 in PyTorch's order; variances are |w| + ½. No value is 0, since libraries of matrix products may leave zeros out.
The trained networks begin with a convolution "probe", 1×1 by channel, of weight 1 and bias 0: the gradient of its bias is what comes back from the operator.

Lines of the file:
  network NAME | LAYERS | HEIGHT, WIDTH, CHANNELS
  IMAGE | OUTPUT | GRADIENT     image: PLACE=VALUE of each replaced value; output [row, column, channel]; gradient of the probe's bias, by channel, of the
                                mean squared error to targets of 0, or - where there is no loss
N is NaN, + and − are infinities, . is any number.
"""
import itertools
from pathlib import Path

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SPECIAL = {'N': float('nan'), '+': float('inf'), '-': float('-inf')}


def letters(values):
    return ''.join('N' if v != v else '+' if v == float('inf') else '-' if v == float('-inf') else '.' for v in values)


def image(shape, places):
    h, w, c = shape
    x = ((37 * torch.arange(h * w * c) % 23) - 10.5) / 8
    for place, value in places:
        x[place] = SPECIAL[value]
    return x.view(h, w, c).permute(2, 0, 1)[None].clone()


def weights(*shape):
    count = 1
    for size in shape:
        count *= size
    return (((7 * torch.arange(count)) % 5 - 2.5) / 4).view(*shape)


def conv(filters, kernel, channels, groups=1, **rest):
    return lambda x: F.conv2d(x, weights(filters, channels // groups, kernel, kernel), weights(filters), groups=groups, **rest)


def conv_transpose(filters, kernel, channels, **rest):
    return lambda x: F.conv_transpose2d(x, weights(channels, filters, kernel, kernel), weights(filters), **rest)


def dense(units):
    def run(x):
        flat = x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 and x.shape[2] * x.shape[3] == 1 else x.flatten(1)
        return F.linear(flat, weights(units, flat.shape[1]), weights(units))[:, :, None, None]
    return run


def batch_norm(channels):
    w = weights(channels)
    return lambda x: F.batch_norm(x, w, w.abs() + 0.5, w, w, training=False, eps=1e-5)


def over_all(function):
    # over all values of the image, [row, column, channel]
    return lambda x: function(x.permute(0, 2, 3, 1).flatten(1), 1).view(1, x.shape[2], x.shape[3], x.shape[1]).permute(0, 3, 1, 2)


def min_pool(x, *args, **rest):
    return -F.max_pool2d(-x, *args, **rest)


IMAGE, TINY = (5, 6, 3), (1, 1, 7)
ACTIVATIONS = [
    ('relu', 'Relu', F.relu),
    ('leaky relu', 'LeakyRelu(0.1f)', lambda x: F.leaky_relu(x, 0.1)),
    ('leaky relu, slope 0', 'LeakyRelu(0f)', lambda x: F.leaky_relu(x, 0.0)),
    ('leaky relu, negative slope', 'LeakyRelu(-0.5f)', lambda x: F.leaky_relu(x, -0.5)),
    ('prelu', 'PRelu(0.25f)', lambda x: F.prelu(x, weights(x.shape[1]))),
    ('elu', 'Elu(1f)', F.elu),
    ('elu, negative alpha', 'Elu(-0.7f)', lambda x: F.elu(x, -0.7)),
    ('sigmoid', 'Sigmoid', torch.sigmoid),
    ('tanh', 'Tanh', torch.tanh),
    ('hard sigmoid', 'HardSigmoid', F.hardsigmoid),
    ('hard swish', 'HardSwish', F.hardswish),
    ('silu', 'Silu', F.silu),
    ('softplus', 'Softplus', F.softplus),
    ('selu', 'Selu', F.selu),
    ('mish', 'Mish', F.mish),
    ('scale', 'Scale(Bias = true)', lambda x: x * weights(x.shape[1])[:, None, None] + weights(x.shape[1])[:, None, None]),
    ('gelu', 'Gelu', F.gelu),
    ('gelu by tanh', 'Gelu(Approximate = true)', lambda x: F.gelu(x, approximate='tanh')),
    ('clip', 'Clip(-0.5f, 1f)', lambda x: F.hardtanh(x, -0.5, 1.0)),
    ('relu6', 'Clip(0f, 6f)', F.relu6),
    ('clip from below', 'Clip(0.2f, float.PositiveInfinity)', lambda x: torch.clamp(x, min=0.2)),
    ('softmax', 'Softmax', over_all(torch.softmax)),
    ('log softmax', 'LogSoftmax', over_all(torch.log_softmax)),
]
SPATIAL = [
    ('max pool', 'MaxPool(2)', lambda x: F.max_pool2d(x, 2)),
    ('max pool, overlapping, padded', 'MaxPool(3, Stride = 2, Padding = 1)', lambda x: F.max_pool2d(x, 3, 2, 1)),
    ('max pool, 1×2', 'MaxPool(1, 2)', lambda x: F.max_pool2d(x, (1, 2))),
    ('max pool, ceil', 'MaxPool(2, CeilMode = true)', lambda x: F.max_pool2d(x, 2, ceil_mode=True)),
    ('min pool', 'MinPool(2)', lambda x: min_pool(x, 2)),
    ('min pool, overlapping', 'MinPool(3, Stride = 1)', lambda x: min_pool(x, 3, 1)),
    ('average pool', 'AveragePool(2)', lambda x: F.avg_pool2d(x, 2)),
    ('average pool, padded', 'AveragePool(3, Stride = 2, Padding = 1)', lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)),
    ('global average pool', 'GlobalAveragePool', lambda x: x.mean((2, 3), keepdim=True)),
    ('global max pool', 'GlobalMaxPool', lambda x: F.max_pool2d(x, x.shape[2:])),
    ('local response norm', 'LocalResponseNorm(3)', lambda x: F.local_response_norm(x, 3)),
    ('local response norm, beta 0.6', 'LocalResponseNorm(3, Beta = 0.6f)', lambda x: F.local_response_norm(x, 3, beta=0.6)),
    ('batch norm', 'BatchNorm', None),
    ('layer norm', 'LayerNorm', lambda x: F.layer_norm(x.permute(0, 2, 3, 1), (3,), weights(3), weights(3)).permute(0, 3, 1, 2)),
    ('layer norm over the image', 'LayerNorm(Over = NormExtent.Image)', lambda x: F.layer_norm(x, x.shape[1:], weights(*x.shape[1:]), weights(*x.shape[1:]))),
    ('group norm', 'Conv(4, 1), GroupNorm(2)', lambda x: F.group_norm(conv(4, 1, 3)(x), 2, weights(4), weights(4))),
    ('instance norm', 'InstanceNorm', lambda x: F.instance_norm(x, weight=weights(3), bias=weights(3))),
    ('zero pad', 'ZeroPad(1, 0, 0, 2)', lambda x: F.pad(x, (0, 2, 1, 0))),
    ('upsample, nearest', 'Upsample(2)', lambda x: F.interpolate(x, scale_factor=2, mode='nearest')),
    ('upsample, bilinear', 'Upsample(2, Mode = Interpolation.Bilinear)', lambda x: F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=False)),
    ('conv', 'Conv(4, 3)', conv(4, 3, 3)),
    ('conv, padded, stride 2', 'Conv(17, 3, Stride = 2, Padding = 1)', conv(17, 3, 3, stride=2, padding=1)),
    ('conv, 1×1', 'Conv(9, 1)', conv(9, 1, 3)),
    ('conv, dilated', 'Conv(4, 2, Dilation = 2)', conv(4, 2, 3, dilation=2)),
    ('conv, depthwise', 'Conv(3, 3, Groups = 3, Padding = 1)', conv(3, 3, 3, groups=3, padding=1)),
    ('conv, relu, max pool', 'Conv(6, 2), Relu, MaxPool(2)', lambda x: F.max_pool2d(F.relu(conv(6, 2, 3)(x)), 2)),
    ('conv transpose', 'ConvTranspose(4, 3, Stride = 2)', conv_transpose(4, 3, 3, stride=2)),
    ('conv transpose, padded', 'ConvTranspose(4, 3, Padding = 1)', conv_transpose(4, 3, 3, padding=1)),
    ('add', 'Relu(As = "a"), Tanh(From = "probe"), Add("a")', lambda x: F.relu(x) + torch.tanh(x)),
    ('multiply', 'Relu(As = "a"), Tanh(From = "probe"), Multiply("a")', lambda x: F.relu(x) * torch.tanh(x)),
    ('multiply by a vector', 'GlobalAveragePool, Multiply("probe")', lambda x: x * x.mean((2, 3), keepdim=True)),
    ('concat', 'Relu(As = "a"), Concat("probe")', lambda x: torch.cat((F.relu(x), x), 1)),
    ('concat rows', 'Relu(As = "a"), Concat("probe", Axis = ImageAxis.Rows)', lambda x: torch.cat((F.relu(x), x), 2)),
    ('slice', 'Slice(ImageAxis.Channels, 1, 2)', lambda x: x[:, 1:]),
    ('slice, rows', 'Slice(ImageAxis.Rows, 0, 3, Step = 2)', lambda x: x[:, :, ::2]),
    ('shuffle', 'ChannelShuffle(3)', lambda x: x.unflatten(1, (3, -1)).transpose(1, 2).flatten(1, 2)),
    ('pixel unshuffle', 'Slice(ImageAxis.Rows, 0, 4), PixelUnshuffle(2)', lambda x: F.pixel_unshuffle(x[:, :, :4], 2)),
    ('transpose', 'Transpose(ImageAxis.Rows, ImageAxis.Channels)', lambda x: x.transpose(1, 2)),
    ('reshape', 'Reshape(3, 5, 6)', lambda x: x.reshape(1, 6, 3, 5)),
    ('reshape, channels last', 'Reshape(15, 3, 2, Order = ElementOrder.ChannelsLast)', lambda x: x.permute(0, 2, 3, 1).reshape(1, 15, 3, 2).permute(0, 3, 1, 2)),
    ('mean over channels', 'Mean(ImageAxis.Channels)', lambda x: x.mean(1, keepdim=True)),
    ('sum over rows', 'Sum(ImageAxis.Rows)', lambda x: x.sum(2, keepdim=True)),
    ('adaptive average pool', 'AdaptiveAveragePool(3, 4)', lambda x: F.adaptive_avg_pool2d(x, (3, 4))),
    ('softmax over channels', 'Softmax(Over = NormExtent.Channels)', lambda x: torch.softmax(x, 1)),
    ('log softmax over channels', 'LogSoftmax(Over = NormExtent.Channels)', lambda x: torch.log_softmax(x, 1)),
    ('dropout', 'Dropout(0.5f)', lambda x: x),
    ('flatten', 'Flatten', lambda x: x.flatten(1)[:, :, None, None]),
    ('dense', 'Dense(5)', dense(5)),
    ('dense, relu, softmax', 'Dense(9), Relu, Dense(4), Softmax', lambda x: over_all(torch.softmax)(dense(4)(F.relu(dense(9)(x))))),
]

# What is random, or depends on the batch, while it is trained has no gradient of its own here.
NOT_TRAINED = {'batch norm', 'dropout'}


def cases():
    for name, layers, function in ACTIVATIONS:
        for shape in (TINY, IMAGE):
            yield f'{name}, {"vector" if shape is TINY else "image"}', layers, shape, function
    for name, layers, function in SPATIAL:
        yield name, layers, IMAGE, function or batch_norm(3)


def images(shape):
    count = shape[0] * shape[1] * shape[2]
    places = [0, count // 2, count - 1]
    for value, place in itertools.product(SPECIAL, places):
        yield [(place, value)]
    # Two in one window, in either order; two of a row of channels; many.
    step = shape[2] if count > 10 else 1
    for first, second in (('+', '-'), ('-', '+'), ('N', '+'), ('+', 'N'), ('-', 'N'), ('+', '+'), ('-', '-')):
        yield [(places[1], first), (places[1] + step, second)]
    yield [(place, 'N+-'[place % 3]) for place in range(0, count, 2)]
    yield [(place, '-') for place in range(count)]
    yield [(place, '+') for place in range(count)]


def main():
    lines = []
    for name, layers, shape, function in cases():
        lines.append(f'network {name} | {layers} | {", ".join(map(str, shape))}')
        for places in images(shape):
            x = image(shape, places)
            bias = torch.zeros(shape[2], requires_grad=True)
            y = function(x + bias[None, :, None, None])
            output = letters(y.detach()[0].permute(1, 2, 0).flatten().tolist())
            gradient = '-'
            if name not in NOT_TRAINED:
                F.mse_loss(y, torch.zeros_like(y)).backward()
                gradient = letters(bias.grad.tolist())
            lines.append(f'{" ".join(f"{place}={value}" for place, value in places)} | {output} | {gradient}')
    Path(__file__).with_name('special-values.txt').write_text('\n'.join(lines) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
