"""Makes torchvision.txt: what torchvision 0.14.1 computes from a small image. Lines of a name and values, [row, column, channel]."""
import os
import sys

import torch
import torchvision.transforms.functional as F
from torchvision.transforms import InterpolationMode

HEIGHT, WIDTH = 15, 18
torch.manual_seed(1)
levels = torch.randint(0, 256, (3, HEIGHT, WIDTH), dtype=torch.uint8)
levels[:, 2, 3] = levels[0, 2, 3]
image = levels.float() / 255
out = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torchvision.txt"), "w")


def write(name, result):
    result = result.float() / 255 if result.dtype == torch.uint8 else result
    out.write(name + " " + " ".join(f"{v:.9g}" for v in result.permute(1, 2, 0).flatten().tolist()) + "\n")


write("image", image)
write("brightness", F.adjust_brightness(image, 1.3))
write("contrast", F.adjust_contrast(image, 0.6))
write("saturation", F.adjust_saturation(image, 1.7))
write("hue", F.adjust_hue(image, 0.2))
write("hue-back", F.adjust_hue(image, -0.45))
write("blur3", F.gaussian_blur(image, [3, 3], [0.8, 0.8]))
write("blur5", F.gaussian_blur(image, [5, 5], [1.7, 1.7]))
write("sharpness", F.adjust_sharpness(image, 1.7))
write("posterize", F.posterize(levels, 3))
write("solarize", F.solarize(image, 0.6))
write("autocontrast", F.autocontrast(image))
write("equalize", F.equalize(levels))
write("rotate", F.rotate(image, 30.0, InterpolationMode.BILINEAR))
write("affine", F.affine(image, 20.0, [1, -2], 1.2, [10.0, 0.0], InterpolationMode.BILINEAR))
write("affine-back", F.affine(image, -50.0, [0, 1], 0.7, [-15.0, 0.0], InterpolationMode.BILINEAR))
