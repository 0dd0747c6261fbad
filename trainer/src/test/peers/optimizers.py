"""Writes what PyTorch's optimisers do to a small vector: src/test/resources/kd4j/optim/pytorch.json.

Run from the folder `trainer`:  python3 src/test/peers/optimizers.py > src/test/resources/kd4j/optim/pytorch.json
Needs PyTorch (Debian: python3-torch). Parameters, gradients and rates are exact binary fractions, made from integers, so
that the test can read them without a rounding of its own.
"""
import json
import sys

import torch

N, STEPS = 12, 20
DECAYED = [1.0] * 4 + [0.0] * 3 + [1.0] * 5


def number(i):
    return ((i * 7919 + 104729) % 2001 - 1000) / 512.0


def rate(step):
    return 2.0**-6 / (1 + step // 8)


def run(make, options):
    parameters = torch.tensor([number(i) for i in range(N)], dtype=torch.float64)
    trained = [parameters[i : i + 1].clone().requires_grad_() for i in range(N)]
    groups = [
        {"params": [p], "weight_decay": options["weight_decay"] * DECAYED[i]} for i, p in enumerate(trained)
    ]
    optimizer = make(groups, **{k: v for k, v in options.items() if k != "weight_decay"}, lr=rate(0))
    path = []
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = rate(step)
        for i, p in enumerate(trained):
            p.grad = torch.tensor([number(1000 + step * N + i)], dtype=torch.float64)
        optimizer.step()
        path.append([p.item() for p in trained])
    return {"options": options, "afterFirst": path[0], "afterLast": path[-1]}


CASES = {
    "sgd-plain": (torch.optim.SGD, {"momentum": 0.0, "nesterov": False, "weight_decay": 0.0}),
    "sgd-momentum": (torch.optim.SGD, {"momentum": 0.9, "nesterov": False, "weight_decay": 0.0}),
    "sgd-nesterov-decay": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    "sgd-decay": (torch.optim.SGD, {"momentum": 0.0, "nesterov": False, "weight_decay": 0.05}),
    "adam": (torch.optim.Adam, {"betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.0}),
    "adam-decay-large-epsilon": (torch.optim.Adam, {"betas": [0.8, 0.95], "eps": 0.01, "weight_decay": 0.1}),
    "adamw": (torch.optim.AdamW, {"betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01}),
    "adamw-strong-decay": (torch.optim.AdamW, {"betas": [0.5, 0.9], "eps": 1e-6, "weight_decay": 0.3}),
}

json.dump(
    {
        "pytorch": torch.__version__,
        "start": [number(i) for i in range(N)],
        "decayed": DECAYED,
        "rates": [rate(s) for s in range(STEPS)],
        "gradients": [[number(1000 + s * N + i) for i in range(N)] for s in range(STEPS)],
        "cases": {name: run(make, options) for name, (make, options) in CASES.items()},
    },
    sys.stdout,
    indent=1,
)
print()
