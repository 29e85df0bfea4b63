#!/usr/bin/python3
"""PyTorch's side of `peers training`: SGD with momentum, the same images, weights and steps as ours.

Trains a few steps from the given weights and prints one JSON line with their losses, so that the other side can check that
both compute the same. Then, for every line on standard input (seconds), trains for that long and prints one JSON line with
the times of the steps. Ends with the input.
"""
import argparse
import json
import signal
import sys

from blas import blas_library
from timing import time_calls

try:
    import torch
    from torch import nn

    from lenet5 import lenet5
    from zoo import ZOO, without_dropping
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}), flush=True)
    sys.exit(0)


def read_values(path, dtype):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=dtype)


def read_safetensors(path):
    """A header's length, the header as JSON, then the tensors' bytes."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            values = torch.frombuffer(data[start + first:start + end], dtype=torch.float32)
            tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors


def load(net, tensors):
    """Everything that is trained and the running statistics; PyTorch also counts batches, which changes nothing here."""
    missing, unexpected = net.load_state_dict(tensors, strict=False)
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    if missing or unexpected:
        raise SystemExit(f"weights that PyTorch lacks: {missing}; that only the file has: {unexpected}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--network", choices=["LeNet5", *ZOO], required=True)
    arguments.add_argument("--images", required=True, help="fp32 values, rows of pixels")
    arguments.add_argument("--labels", required=True, help="32-bit labels")
    arguments.add_argument("--weights", required=True, help="safetensors to start from")
    arguments.add_argument("--batch", type=int, required=True)
    arguments.add_argument("--threads", type=int, required=True)
    arguments.add_argument("--learning-rate", type=float, required=True)
    arguments.add_argument("--momentum", type=float, required=True)
    arguments.add_argument("--checked-steps", type=int, required=True)
    options = arguments.parse_args()

    # Ctrl-C in a terminal reaches this process too; the one that started it decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(options.threads)
    shape = (28, 28, 1) if options.network == "LeNet5" else (64, 64, 3)
    # Ours are rows of pixels; PyTorch's default is a plane a channel.
    images = read_values(options.images, torch.float32).reshape(-1, *shape).permute(0, 3, 1, 2).contiguous()
    labels = read_values(options.labels, torch.int32).long()
    if options.network.startswith("UNet"):
        labels = labels.reshape(-1, *shape[:2])
    batches = len(images) // options.batch
    net = lenet5() if options.network == "LeNet5" else without_dropping(ZOO[options.network]())
    load(net, read_safetensors(options.weights))
    net.train()
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=options.learning_rate, momentum=options.momentum)
    position = 0

    def step():
        nonlocal position
        first = position * options.batch
        position = (position + 1) % batches
        optimizer.zero_grad(set_to_none=True)
        loss = loss_function(net(images[first:first + options.batch]), labels[first:first + options.batch])
        loss.backward()
        optimizer.step()
        return loss

    losses = [float(step()) for _ in range(options.checked_steps)]
    print(json.dumps({"version": torch.__version__, "blas": blas_library(), "losses": losses}), flush=True)

    for line in sys.stdin:
        print(json.dumps(time_calls(step, float(line))), flush=True)


if __name__ == "__main__":
    main()
