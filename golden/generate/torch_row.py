"""Replays the homework's nets with PyTorch under one seed, to be held against verigrad's.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-torch.txt
    venv/bin/python golden/generate/torch_row.py --seed 7 --parts 2a 3a 3b > torch.json
    cargo run -- run 2a 3a 3b --seed 7 --json > verigrad.json

Prints one JSON object with verigrad's names. The images are held in memory, and the draws
that torch.utils.data.DataLoader makes are made by hand (two words for its base seed, two for
its sampler's seed, a permutation from a private generator), which gives the same batches as
the loader in a third of the time; --loader uses the loader itself, to check just that.
Trainings that were not asked for (--only takes their names) are drawn, not trained.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

DATA = Path(__file__).parents[2] / "data" / "mnist"
DEEP = [784, 30, 30, 30, 30, 30, 30, 30, 30, 10]
SGD_RATES = [0.0001, 0.001, 0.01, 0.1, 0.5]
ADAM_RATES = [0.0001, 0.001, 0.01, 0.1]


def idx(name, header):
    return np.frombuffer(gzip.open(DATA / f"{name}-ubyte.gz").read(), np.uint8)[header:].copy()


def split(name):
    images = torch.from_numpy(idx(f"{name}-images-idx3", 16).reshape(-1, 784)).float() / 255
    return images, torch.from_numpy(idx(f"{name}-labels-idx1", 8)).long()


class Net(nn.Module):
    def __init__(self, sizes, activation, initialise):
        super().__init__()
        self.activation = activation
        self.stack = nn.ModuleList()
        for inputs, outputs in zip(sizes, sizes[1:]):
            layer = nn.Linear(inputs, outputs)
            initialise(layer.weight)
            nn.init.zeros_(layer.bias)
            self.stack.append(layer)

    def forward(self, x):
        for layer in self.stack[:-1]:
            x = self.activation(layer(x))
        return self.stack[-1](x)


def shallow(sizes):
    return Net(sizes, torch.sigmoid, nn.init.xavier_normal_)


def relu(sizes):
    return Net(sizes, torch.relu, lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu"))


def trainings():
    for rate in SGD_RATES:
        yield f"2a.sgd.{rate}", shallow, [784, 30, 10], 30, lambda p, r=rate: torch.optim.SGD(p, lr=r)
    for rate in ADAM_RATES:
        yield f"2b.adam.{rate}", shallow, [784, 30, 10], 30, lambda p, r=rate: torch.optim.Adam(p, lr=r)
    for hidden, decay in ((50, 1e-5), (100, 1e-4)):
        rule = lambda p, d=decay: torch.optim.Adam(p, lr=0.001, weight_decay=d)  # noqa: E731
        yield f"2c.adam.{hidden}", shallow, [784, hidden, 10], 30, rule
    for hidden, momentum in ((50, 0.8), (100, 0.9)):
        rule = lambda p, m=momentum: torch.optim.SGD(p, lr=0.1, momentum=m)  # noqa: E731
        yield f"2c.sgd.{hidden}", shallow, [784, hidden, 10], 30, rule
    yield "3a", shallow, DEEP, 0, None
    yield "3b", relu, DEEP, 0, None
    tapered = [784, 512, 256, 128, 64, 10]
    yield "3c", relu, tapered, 5, lambda p: torch.optim.Adam(p, lr=0.001, weight_decay=1e-4)


def word_pair():
    return int(torch.empty((), dtype=torch.int64).random_().item())


class ByHand:
    """The batches of a shuffling loader, its draws made by hand."""

    def __init__(self, images, labels, batch):
        self.data, self.batch = (images, labels), batch

    def __iter__(self):
        images, labels = self.data
        word_pair()
        private = torch.Generator()
        private.manual_seed(word_pair())
        order = torch.randperm(len(images), generator=private)
        for start in range(0, len(images), self.batch):
            chosen = order[start : start + self.batch]
            yield images[chosen], labels[chosen]


def correct(net, images, labels):
    word_pair()
    with torch.no_grad():
        return int((net(images).argmax(dim=1) == labels).sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--parts", nargs="+", default=["2a", "2b", "2c", "3a", "3b", "3c"])
    parser.add_argument("--only", nargs="+", help="names such as 2a.sgd.0.1")
    parser.add_argument("--epochs", type=int, help="train no further; later epochs are drawn")
    parser.add_argument("--loader", action="store_true")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    train_images, train_labels = split("train")
    test_images, test_labels = split("t10k")
    if asked.loader:
        data = torch.utils.data.TensorDataset(train_images, train_labels)
        loader = torch.utils.data.DataLoader(data, batch_size=10, shuffle=True)
    else:
        loader = ByHand(train_images, train_labels, 10)
    loss = nn.CrossEntropyLoss()
    found = {}
    torch.manual_seed(asked.seed)
    for name, make, sizes, epochs, rule in trainings():
        net = make(sizes)
        wanted = name.split(".")[0] in asked.parts and (not asked.only or name in asked.only)
        if epochs == 0:
            images, labels = next(iter(loader))
            if wanted:
                loss(net(images), labels).backward()
                first, last = (net.stack[i].weight.grad.norm().item() for i in (0, -1))
                found |= {f"{name}.input.gradnorm": first, f"{name}.output.gradnorm": last}
                found[f"{name}.ratio"] = first / last
            continue
        optimiser = rule(net.parameters())
        curve = []
        for epoch in range(epochs):
            if not wanted or (asked.epochs and epoch >= asked.epochs):
                for _ in range(3):
                    word_pair()
                continue
            for images, labels in loader:
                value = loss(net(images), labels)
                optimiser.zero_grad()
                value.backward()
                optimiser.step()
            curve.append(correct(net, test_images, test_labels) / len(test_labels))
        if curve:
            print(name, curve[-1], file=sys.stderr, flush=True)
            found[f"{name}.accuracy"] = curve[-1]
            found[f"{name}.accuracy_by_epoch"] = curve
    json.dump(found, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
