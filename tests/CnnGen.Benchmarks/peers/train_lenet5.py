#!/usr/bin/python3
"""PyTorch's side of `peers training`: LeNet-5, SGD with momentum, the same images, weights and steps as ours.

Trains a few steps from the given weights and prints one JSON line with their losses, so that the other side can check that
both compute the same. Then, for every line on standard input (seconds), trains for that long and prints one JSON line with
the times of the steps. Ends with the input.
"""
import argparse
import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}), flush=True)
    sys.exit(0)


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


def blas_library():
    """The file that serves matrix products: Debian lets PyTorch run on the reference BLAS, which is several times slower."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split()[-1] for line in maps if "blas" in line.rsplit("/", 1)[-1]}
    except OSError:
        return None
    return next((file for file in sorted(files) if "openblas" in file), next(iter(sorted(files)), None))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--images", required=True, help="fp32 values, 784 an image")
    arguments.add_argument("--labels", required=True, help="32-bit labels")
    arguments.add_argument("--weights", required=True, help="safetensors to start from")
    arguments.add_argument("--batch", type=int, required=True)
    arguments.add_argument("--threads", type=int, required=True)
    arguments.add_argument("--learning-rate", type=float, required=True)
    arguments.add_argument("--momentum", type=float, required=True)
    arguments.add_argument("--checked-steps", type=int, required=True)
    options = arguments.parse_args()

    torch.set_num_threads(options.threads)
    images = read_values(options.images, torch.float32).reshape(-1, 1, 28, 28)
    labels = read_values(options.labels, torch.int32).long()
    batches = len(labels) // options.batch
    net = lenet5()
    net.load_state_dict(read_safetensors(options.weights))
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
        times = []
        end = time.perf_counter() + float(line)
        while time.perf_counter() < end or len(times) < 5:
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
        times.sort()
        print(json.dumps({"median": times[len(times) // 2], "min": times[0], "steps": len(times)}), flush=True)


if __name__ == "__main__":
    main()
