"""The networks of `peers training --networks zoo`: torchvision's, and a U-Net with the layer names of its weight files. None drops anything."""
import torch
import torchvision.models as models
from torch import nn


class Twice(nn.Module):
    """Two convolutions of a level of the U-Net."""

    def __init__(self, channels, width):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(x)))


class UNet(nn.Module):
    """Four levels, 32 to 256 channels, two classes a pixel."""

    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.down3, self.bottom = Twice(3, 32), Twice(32, 64), Twice(64, 128), Twice(128, 256)
        self.up3, self.join3 = nn.ConvTranspose2d(256, 128, 2, 2), Twice(256, 128)
        self.up2, self.join2 = nn.ConvTranspose2d(128, 64, 2, 2), Twice(128, 64)
        self.up1, self.join1 = nn.ConvTranspose2d(64, 32, 2, 2), Twice(64, 32)
        self.head = nn.Conv2d(32, 2, 1)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        level1 = self.down1(x)
        level2 = self.down2(self.pool(level1))
        level3 = self.down3(self.pool(level2))
        x = self.bottom(self.pool(level3))
        x = self.join3(torch.cat([self.up3(x), level3], 1))
        x = self.join2(torch.cat([self.up2(x), level2], 1))
        return self.head(self.join1(torch.cat([self.up1(x), level1], 1)))


def without_dropping(net):
    """Dropout and stochastic depth are drawn, and no two programs draw alike."""
    for module in net.modules():
        if isinstance(module, nn.Dropout) or type(module).__name__ == "StochasticDepth":
            module.p = 0.0
    return net


ZOO = {
    "MobileNetV3SmallAt64": models.mobilenet_v3_small,
    "EfficientNetB0At64": models.efficientnet_b0,
    "MobileNetV2At64": models.mobilenet_v2,
    "UNetAt64": UNet,
    "RegNetY400At64": models.regnet_y_400mf,
    "DenseNet121At64": models.densenet121,
    "GoogLeNetAt64": lambda: models.googlenet(aux_logits=False, init_weights=False),
    "ResNeXt50At64": models.resnext50_32x4d,
    "ResNet50At64": models.resnet50,
}
