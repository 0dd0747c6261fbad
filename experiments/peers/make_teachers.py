#!/usr/bin/env python3
"""Makes teachers outside of KD4J: trained in PyTorch on the digits that KD4J ships, written as ONNX, Keras HDF5 and .npy.

    python3 experiments/peers/make_teachers.py            # configs/starters/teachers, about a minute
    python3 experiments/peers/make_teachers.py --samples  # small untrained ones with their answers, for the tests

Needs python3-torch and python3-h5py (tried: Debian's PyTorch 1.13 and h5py 3.7). Nothing here is needed to build, test or use
KD4J. There is no Keras here: the .h5 is written in the layout of Keras 2's model.save(), with weights from PyTorch.
"""
import argparse
import csv
import gzip
import hashlib
import json
import pathlib

import h5py
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

ROOT = pathlib.Path(__file__).resolve().parents[2]
DIGITS = ROOT / "datasets/src/main/resources/kd4j/datasets/catalog/digits/digits.csv.gz"
TEACHERS = ROOT / "configs/starters/teachers"
SAMPLES = ROOT / "trainer/src/test/resources/kd4j/teacher"
TRAIN = 1437
MEAN, SD = 0.3, 0.4  # what the ONNX teacher wants its pixels normalised with


def digits():
    """Rows as KD4J gives them: 8x8x1, values k/16, the first 1,437 for training."""
    with gzip.open(DIGITS, "rt") as lines:
        table = np.array([[float(v) for v in row] for row in csv.reader(lines)])
    pixels = (table[:, :-1] / 16).astype("<f4").reshape(-1, 8, 8, 1)
    return pixels[:TRAIN], table[:TRAIN, -1].astype(int), pixels[TRAIN:], table[TRAIN:, -1].astype(int)


def network():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(512, 32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 10))


def first(pixels):
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous()


def shifted(rows, generator):
    """Moves each image by -1, 0 or 1 pixels in both directions."""
    padded = F.pad(rows, (1, 1, 1, 1))
    moves = torch.randint(0, 3, (len(rows), 2), generator=generator)
    return torch.stack([p[:, y:y + 8, x:x + 8] for p, (y, x) in zip(padded, moves.tolist())])


def trained(seed, pixels, labels, prepare, epochs=40):
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    net, x, y = network(), first(pixels), torch.from_numpy(labels)
    optimizer = torch.optim.Adam(net.parameters(), 2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    net.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(x), generator=generator).split(64):
            loss = F.cross_entropy(net(prepare(shifted(x[batch], generator))), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    return net.eval()


def answers(net, pixels, prepare):
    with torch.no_grad():
        return net(prepare(first(pixels))).numpy().astype("<f4")


def export(net, file, names, size=(1, 8, 8)):
    torch.onnx.export(net, torch.zeros(2, *size), file, opset_version=13, input_names=["pixels"], output_names=names,
                      dynamic_axes={n: {0: "batch"} for n in ["pixels", *names]})


def digest(pixels):
    return hashlib.sha256(np.ascontiguousarray(pixels, "<f4").tobytes()).hexdigest()


def save_keras(file, layers, size):
    """Writes a Sequential model of (class, name, config, weights by name), inputs channels last."""
    config = {"class_name": "Sequential", "config": {"name": "teacher", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, *size], "dtype": "float32", "sparse": False,
                                                "ragged": False, "name": "pixels"}},
        *[{"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **keys}}
          for kind, name, keys, _ in layers]]}}
    with h5py.File(file, "w") as out:
        out.attrs["keras_version"] = "2.11.0"
        out.attrs["backend"] = "tensorflow"
        out.attrs["model_config"] = json.dumps(config)
        group = out.create_group("model_weights")
        group.attrs["keras_version"] = "2.11.0"
        group.attrs["backend"] = "tensorflow"
        group.attrs["layer_names"] = np.array([name.encode() for _, name, _, _ in layers])
        for _, name, _, weights in layers:
            own = group.create_group(name)
            own.attrs["weight_names"] = np.array([f"{name}/{w}:0".encode() for w in weights], dtype="S64")
            for weight, values in weights.items():
                own.create_dataset(f"{name}/{weight}:0", data=np.ascontiguousarray(values, "<f4"))


def array(tensor):
    return tensor.detach().numpy()


def start(kind, **keys):
    return {"class_name": kind, "config": keys}


WEIGHTED = {"use_bias": True, "kernel_initializer": start("GlorotUniform", seed=None), "bias_initializer": start("Zeros"),
            "kernel_regularizer": None, "bias_regularizer": None, "activity_regularizer": None, "kernel_constraint": None,
            "bias_constraint": None}


def conv(name, layer, activation="relu"):
    keys = {"filters": layer.out_channels, "kernel_size": list(layer.kernel_size), "strides": [1, 1], "padding": "same",
            "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activation": activation, **WEIGHTED}
    return "Conv2D", name, keys, {"kernel": array(layer.weight).transpose(2, 3, 1, 0), "bias": array(layer.bias)}


def dense(name, weight, bias, activation):
    keys = {"units": len(bias), "activation": activation, **WEIGHTED}
    return "Dense", name, keys, {"kernel": weight.T, "bias": bias}


def pool(name):
    keys = {"pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}
    return "MaxPooling2D", name, keys, {}


def flatten(name):
    return "Flatten", name, {"data_format": "channels_last"}, {}


def norm(name, layer):
    keys = {"axis": [3], "momentum": 0.99, "epsilon": layer.eps, "center": True, "scale": True,
            "beta_initializer": start("Zeros"), "gamma_initializer": start("Ones"),
            "moving_mean_initializer": start("Zeros"), "moving_variance_initializer": start("Ones"), "beta_regularizer": None,
            "gamma_regularizer": None, "beta_constraint": None, "gamma_constraint": None}
    return "BatchNormalization", name, keys, {
        "gamma": array(layer.weight), "beta": array(layer.bias),
        "moving_mean": array(layer.running_mean), "moving_variance": array(layer.running_var)}


def flat_last(weight, channels, side):
    """Columns of a dense layer behind a flatten: from channels first to channels last."""
    return array(weight).reshape(-1, channels, side, side).transpose(0, 2, 3, 1).reshape(len(weight), -1)


def keras_layers(net):
    return [conv("conv1", net[0]), conv("conv2", net[2]), pool("pool"), flatten("flatten"),
            dense("dense1", flat_last(net[6].weight, 32, 4), array(net[6].bias), "relu"),
            ("Dropout", "dropout", {"rate": 0.3, "noise_shape": None, "seed": None}, {}),
            dense("scores", array(net[9].weight), array(net[9].bias), "softmax")]


def teachers():
    TEACHERS.mkdir(parents=True, exist_ok=True)
    pixels, labels, test, test_labels = digits()

    def normal(x):
        return (x - MEAN) / SD

    def same(x):
        return x

    for seed, kind, prepare in ((1, "onnx", normal), (2, "keras", same), (3, "npy", same)):
        net = trained(seed, pixels, labels, prepare)
        errors = int((answers(net, test, prepare).argmax(1) != test_labels).sum())
        print(f"{kind}: seed {seed}, {errors} errors in {len(test)} test rows")
        if kind == "onnx":
            export(net, TEACHERS / "digits.onnx", ["scores"])
        elif kind == "keras":
            save_keras(TEACHERS / "digits.h5", keras_layers(net), (8, 8, 1))
        else:
            np.save(TEACHERS / "digits-train.npy", answers(net, pixels, prepare))
            np.save(TEACHERS / "digits-test.npy", answers(net, test, prepare))
    print("inputs of the training rows:", digest(pixels))
    print("inputs of the test rows:", digest(test))


class Looking(nn.Module):
    """Gives class scores, probabilities and what the first layer said."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 3, 3, padding=1)
        self.dense = nn.Linear(3 * 4 * 5, 3)

    def forward(self, x):
        hint = torch.relu(self.conv(x))
        scores = self.dense(hint.flatten(1))
        return scores, scores.softmax(1), hint


class Encoder(nn.Module):
    """A vector for each token, as a text encoder gives it."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(10, 4)

    def forward(self, input_ids, attention_mask):
        return self.table(input_ids) * (1 + attention_mask[:, :, None])


def small_keras():
    """Convolution, batch norm, relu, pooling, flatten, dense, softmax on 4x6x2."""
    parts = nn.ModuleList([nn.Conv2d(2, 3, 3, padding=1), nn.BatchNorm2d(3, eps=1e-3), nn.Linear(3 * 2 * 3, 4)])
    with torch.no_grad():
        parts[1].running_mean.uniform_(-1, 1)
        parts[1].running_var.uniform_(0.5, 2)
        parts[1].weight.uniform_(0.5, 2)
        parts[1].bias.uniform_(-1, 1)
    columns = array(parts[2].weight).reshape(4, 3, 2, 3).transpose(0, 2, 3, 1).reshape(4, -1)
    layers = [conv("conv", parts[0], "linear"), norm("norm", parts[1]),
              ("Activation", "relu", {"activation": "relu"}, {}), pool("pool"), flatten("flatten"),
              dense("scores", columns, array(parts[2].bias), "softmax")]

    def answer(x):
        return parts[2](F.max_pool2d(torch.relu(parts[1](parts[0](x))), 2).flatten(1))

    parts.eval()
    return layers, answer


def save_csv(file, values):
    np.savetxt(file, values.reshape(len(values), -1), fmt="%.9g", delimiter=",")


def samples():
    SAMPLES.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(5)
    rows = torch.randn(3, 4, 5, 2)  # channels last, as KD4J gives them
    looking = Looking().eval()
    export(looking, SAMPLES / "looking.onnx", ["scores", "shares", "hint"], (2, 4, 5))
    with torch.no_grad():
        scores, _, hint = looking(rows.permute(0, 3, 1, 2))
    save_csv(SAMPLES / "looking-rows.csv", rows.numpy())
    save_csv(SAMPLES / "looking-scores.csv", scores.numpy())
    save_csv(SAMPLES / "looking-hint.csv", hint.permute(0, 2, 3, 1).numpy())
    tokens = torch.tensor([[2, 7, 8, 3, 0, 0], [2, 5, 3, 0, 0, 0], [2, 9, 9, 4, 6, 3]])
    mask = (tokens != 0).long()
    encoder = Encoder().eval()
    torch.onnx.export(encoder, (tokens, mask), SAMPLES / "encoder.onnx", opset_version=13,
                      input_names=["input_ids", "attention_mask"], output_names=["last_hidden_state"],
                      dynamic_axes={n: {0: "batch", 1: "time"} for n in ["input_ids", "attention_mask", "last_hidden_state"]})
    with torch.no_grad():
        states = encoder(tokens, mask) * mask[:, :, None]
        mean = states.sum(1) / mask.sum(1, keepdim=True)
    save_csv(SAMPLES / "encoder-rows.csv", tokens.numpy())
    save_csv(SAMPLES / "encoder-embeddings.csv", F.normalize(mean, dim=1).numpy())
    layers, answer = small_keras()
    save_keras(SAMPLES / "small.h5", layers, (4, 6, 2))
    rows = torch.randn(3, 4, 6, 2)
    with torch.no_grad():
        save_csv(SAMPLES / "small-rows.csv", rows.numpy())
        save_csv(SAMPLES / "small-scores.csv", answer(rows.permute(0, 3, 1, 2)).numpy())


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--samples", action="store_true", help="the untrained ones of the tests")
    torch.set_num_threads(1)
    samples() if words.parse_args().samples else teachers()
