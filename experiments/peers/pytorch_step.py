#!/usr/bin/env python3
"""Times training steps of one model in PyTorch, one process, one line of JSON.

The twin of `kd4j bench step-process`: the same models, batch, loss and optimisers, data in memory before the clock starts.
See README.md in this folder for the models and the fields.
"""
import argparse
import json
import math
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH = 128
BATCHES = 8
CLASSES = 10


def plain_cnn(norm):
    layers, channels = [], 3
    for block, width in enumerate((32, 64, 128)):
        if block > 0:
            layers.append(nn.MaxPool2d(2))
        for _ in range(2):
            layers.append(nn.Conv2d(channels, width, 3, padding=1, bias=not norm))
            if norm:
                layers.append(nn.BatchNorm2d(width))
            layers.append(nn.ReLU(inplace=True))
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES))


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution of stride 2 where the shape changes."""

    def __init__(self, channels, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(width)
        self.shortcut = nn.Identity()
        if stride != 1:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)), inplace=True)
        y = self.norm2(self.conv2(y))
        return F.relu(y + self.shortcut(x), inplace=True)


def resnet(blocks):
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True)]
    channels = 16
    for stage, width in enumerate((16, 32, 64)):
        for block in range(blocks):
            layers.append(Block(channels, width, 2 if stage > 0 and block == 0 else 1))
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES))


def mlp(hidden):
    return nn.Sequential(
        nn.Linear(784, hidden), nn.ReLU(inplace=True),
        nn.Linear(hidden, hidden), nn.ReLU(inplace=True),
        nn.Linear(hidden, CLASSES))


MODELS = {
    "cnn": lambda: plain_cnn(False),
    "cnn-bn": lambda: plain_cnn(True),
    "resnet-20": lambda: resnet(3),
    "mlp-1200": lambda: mlp(1200),
    "mlp-256": lambda: mlp(256),
}


def status(key):
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key + ":"))


def slope(values):
    """Least squares slope of (x, y) pairs."""
    if len(values) < 2:
        return None
    mx = sum(x for x, _ in values) / len(values)
    my = sum(y for _, y in values) / len(values)
    return sum((x - mx) * (y - my) for x, y in values) / sum((x - mx) ** 2 for x, _ in values)


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--model", choices=MODELS, required=True)
    words.add_argument("--form", choices=["nchw", "channels_last"], default="nchw")
    words.add_argument("--threads", type=int, default=1)
    words.add_argument("--warm-up", type=float, default=6.0, help="seconds")
    words.add_argument("--steps", type=int, default=20)
    args = words.parse_args()

    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    images = not args.model.startswith("mlp")
    layout = torch.channels_last if args.form == "channels_last" else torch.contiguous_format
    model = MODELS[args.model]()
    shape = (BATCH, 3, 32, 32) if images else (BATCH, 784)
    xs = [torch.randn(shape) for _ in range(BATCHES)]
    ys = [torch.randint(0, CLASSES, (BATCH,)) for _ in range(BATCHES)]
    if images:
        model = model.to(memory_format=layout)
        xs = [x.contiguous(memory_format=layout) for x in xs]
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    model.train()

    def step(i):
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(xs[i % BATCHES]), ys[i % BATCHES])
        loss.backward()
        optimizer.step()
        return loss.item()

    done, losses = 0, []
    begin = time.perf_counter()
    while done < 5 or time.perf_counter() - begin < args.warm_up:
        losses.append(step(done))
        done += 1
    times, resident = [], []
    cpu = time.process_time()
    for i in range(args.steps):
        if i % max(1, args.steps // 20) == 0:
            resident.append((i, status("VmRSS")))
        before = time.perf_counter()
        loss = step(done)
        times.append((time.perf_counter() - before) * 1e3)
        done += 1
    cpu = time.process_time() - cpu
    assert math.isfinite(loss)
    print(json.dumps({
        "framework": "PyTorch " + torch.__version__,
        "form": args.form,
        "model": args.model,
        "threads": args.threads,
        "parameters": sum(p.numel() for p in model.parameters()),
        "first_losses": losses[:5],
        "last_loss": loss,
        "steps_ms": times,
        "cpu_ms": cpu * 1e3 / args.steps,
        "peak_kb": status("VmHWM"),
        "growth_kb": slope(resident),
    }))


if __name__ == "__main__":
    main()
