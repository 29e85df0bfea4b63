"""LeNet-5 with the layer names of its weight files."""
from torch import nn


def lenet5():
    net = nn.Sequential()
    net.add_module("conv1", nn.Conv2d(1, 6, 5, padding=2))
    net.add_module("relu1", nn.ReLU())
    net.add_module("pool1", nn.MaxPool2d(2))
    net.add_module("conv2", nn.Conv2d(6, 16, 5))
    net.add_module("relu2", nn.ReLU())
    net.add_module("pool2", nn.MaxPool2d(2))
    net.add_module("flatten", nn.Flatten())
    net.add_module("fc1", nn.Linear(400, 120))
    net.add_module("relu3", nn.ReLU())
    net.add_module("fc2", nn.Linear(120, 84))
    net.add_module("relu4", nn.ReLU())
    net.add_module("fc3", nn.Linear(84, 10))
    return net
