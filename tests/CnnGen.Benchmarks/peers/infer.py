#!/usr/bin/python3
"""PyTorch's side of `peers inference`: a TorchScript model on one batch, frozen and optimised for inference.

Computes once, writes the logits and prints one JSON line. Then, for every line on standard input (seconds), computes for
that long, at least once, and prints one JSON line with the times of the calls. Ends with the input.
"""
import argparse
import json
import signal
import sys

from blas import blas_library
from timing import time_calls

try:
    import torch
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}), flush=True)
    sys.exit(0)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--model", required=True, help="TorchScript file")
    arguments.add_argument("--images", required=True, help="fp32 values of the batch")
    arguments.add_argument("--shape", required=True, help="N,C,H,W")
    arguments.add_argument("--logits", required=True, help="file to write")
    arguments.add_argument("--threads", type=int, required=True)
    options = arguments.parse_args()

    # Ctrl-C in a terminal reaches this process too; the one that started it decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(options.threads)
    shape = [int(size) for size in options.shape.split(",")]
    with open(options.images, "rb") as file:
        images = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(shape)
    with torch.inference_mode():
        net = torch.jit.optimize_for_inference(torch.jit.load(options.model))
        logits = net(images)
        with open(options.logits, "wb") as file:
            file.write(logits.contiguous().numpy().tobytes())
        print(json.dumps({"version": torch.__version__, "blas": blas_library()}), flush=True)
        for line in sys.stdin:
            print(json.dumps(time_calls(lambda: net(images), float(line))), flush=True)


if __name__ == "__main__":
    main()
