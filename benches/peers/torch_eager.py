"""The cases in PyTorch, eager, as the notebook writes its loop; one thread.

Kinder to PyTorch than the notebook: the images lie in memory as one tensor, and shuffling is
done before the clock starts. See `compare`, which calls this.
"""

import torch
from torch import nn

from work import BATCH, CASES, EVALUATION, serve, split

STEPS = 20

torch.set_num_threads(1)
torch.manual_seed(0)
images, labels = map(torch.from_numpy, split("train"))
test_images, test_labels = map(torch.from_numpy, split("t10k"))


class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        sizes = [784, *hidden, 10]
        self.activation = torch.sigmoid if len(hidden) == 1 else torch.relu
        self.stack = nn.ModuleList(nn.Linear(i, o) for i, o in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.stack[:-1]:
            x = self.activation(layer(x))
        return self.stack[-1](x)


def evaluation():
    net = Net([30])

    def piece():
        with torch.no_grad():
            (net(test_images).argmax(dim=1) == test_labels).sum().item()
        return 1

    return piece


def make(name):
    if name == EVALUATION:
        return evaluation()
    hidden, rule, settings = CASES[name]
    net = Net(hidden)
    if rule == "sgd":
        optimiser = torch.optim.SGD(
            net.parameters(), lr=settings["rate"], momentum=settings["momentum"]
        )
    else:
        optimiser = torch.optim.Adam(
            net.parameters(), lr=settings["rate"], weight_decay=settings["decay"]
        )
    loss = nn.CrossEntropyLoss()
    batches = torch.randperm(len(images)).split(BATCH)
    place = 0

    def piece():
        nonlocal place
        for chosen in batches[place : place + STEPS]:
            value = loss(net(images[chosen]), labels[chosen])
            optimiser.zero_grad()
            value.backward()
            optimiser.step()
        place = (place + STEPS) % len(batches)
        return STEPS

    return piece


serve(make)
