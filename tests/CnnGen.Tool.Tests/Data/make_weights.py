"""Makes tiny.pth and tiny.npz: small files of weights in every form that is read. Needs PyTorch and NumPy."""
import numpy as np
import torch
from torch import nn

torch.manual_seed(1)
model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 2, 1))
state = {f"module.{name}": value for name, value in model.state_dict().items()}
state["module.half"] = torch.tensor([1.5, -2.25]).half()
state["module.bfloat"] = torch.tensor([1.5, -2.25]).bfloat16()
state["module.double"] = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], dtype=torch.float64)
state["module.transposed"] = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).t()
torch.save({"state_dict": state, "epoch": 3, "loss": 0.5}, "tiny.pth")
np.savez_compressed("tiny.npz", **{"a.weight": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.asfortranarray(np.arange(6.0).reshape(2, 3)), "count": np.arange(3)})
np.savez("objects.npz", a=np.array([{1: 2}], dtype=object))
