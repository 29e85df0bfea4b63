#!/usr/bin/env python3
"""Makes preprocessed.bin: what torchvision makes of Pillow/photo.png, as float32 [row, column, channel], little-endian, one behind the other.

    apt-get install python3-torchvision python3-pil
    /usr/bin/python3 make.py

For each size and filter of TorchvisionTests: Resize, ToTensor and Normalize of the picture, and, for bilinear and bicubic, ToTensor, Resize(antialias=True) and
Normalize, which rounds no pixel in between. Made with torchvision 0.14.1, PyTorch 1.13.1 and Pillow 9.4.0.
"""
import warnings
from pathlib import Path

import numpy as np
from PIL import Image
from torchvision import transforms as T

HERE = Path(__file__).resolve().parent
warnings.filterwarnings('ignore')
photo = Image.open(HERE.parent / 'Pillow' / 'photo.png').convert('RGB')
normalize = T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
results = []
for size in ((5, 7), (9, 6), (12, 12), (20, 8), (8, 20), (30, 24)):
    for filter in (T.InterpolationMode.BILINEAR, T.InterpolationMode.BICUBIC, T.InterpolationMode.LANCZOS):
        results.append(T.Compose([T.Resize(size, filter), T.ToTensor(), normalize])(photo))
        if filter != T.InterpolationMode.LANCZOS:
            tensor = T.Resize(size, filter, antialias=True)(T.ToTensor()(photo)).clamp(0, 1)   # bicubic overshoots, pictures cannot
            results.append(normalize(tensor))
values = np.concatenate([result.numpy().transpose(1, 2, 0).ravel() for result in results])
(HERE / 'preprocessed.bin').write_bytes(values.astype('<f4').tobytes())
