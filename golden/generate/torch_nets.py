"""Makes golden/torch/net_losses.csv, net_weights.csv and net_measures.csv with PyTorch. The tests
never run this.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-torch.txt
    venv/bin/python golden/generate/torch_nets.py golden/torch

Each case is a net on the project's own MNIST files with one loss, activation, output, way of
drawing, rule and schedule; tests/suite/fixtures/nets/homework.toml has the same ones by the same
names. Every case begins with torch.manual_seed(0) (net_weights.csv: other seeds too), makes its
layers one after the other, and takes its batches as a shuffling DataLoader does. It is run twice:
in float32, and in float64 from the same float32 weights and batches (the twin). One thread.
"""

import hashlib
import sys

import torch
from torch import nn
from torch.nn import functional
from torch_row import ByHand, split, word_pair

STEPS = 100
SEEDS = [0, 7, -3]


def linear(weights, biases):
    def make(inputs, outputs):
        layer = nn.Linear(inputs, outputs)
        if weights:
            weights(layer.weight)
        if biases:
            biases(layer.bias)
        return layer

    return make


def normal(deviation):
    return lambda tensor: nn.init.normal_(tensor, mean=0.0, std=deviation)


init = nn.init
zeros = init.zeros_
relu_uniform = lambda w: init.kaiming_uniform_(w, nonlinearity="relu")  # noqa: E731
relu_normal = lambda w: init.kaiming_normal_(w, nonlinearity="relu")  # noqa: E731
leaky = lambda z: functional.leaky_relu(z, 0.05)  # noqa: E731
leaky_default = functional.leaky_relu
softmax = lambda z: torch.softmax(z, dim=1)  # noqa: E731
logits = lambda z: z  # noqa: E731


def one_hot(labels, like):
    return functional.one_hot(labels, 10).to(like.dtype)


cross_entropy = functional.cross_entropy
mse = lambda a, labels: functional.mse_loss(a, one_hot(labels, a))  # noqa: E731
quadratic = lambda a, labels: (0.5 * (a - one_hot(labels, a)) ** 2).sum(dim=1).mean()  # noqa: E731

optim = torch.optim
schedulers = optim.lr_scheduler


def sgd(lr, **settings):
    return lambda p: optim.SGD(p, lr=lr, **settings)


def rule(kind, **settings):
    return lambda p: kind(p, **settings)


CASES = {
    # layers, make a layer, hidden, output, loss, rule, scheduler (a step each)
    "nielsen": ([784, 30, 10], linear(normal(1.0), normal(1.0)), torch.sigmoid, torch.sigmoid,
                quadratic, sgd(3.0), None),
    "nielsen-odd": ([784, 15, 13, 10], linear(normal(0.5), normal(0.3)), torch.sigmoid, torch.sigmoid,
                    quadratic, sgd(1.0), None),
    "mse-softmax": ([784, 30, 10], linear(init.xavier_uniform_, None), torch.tanh, softmax,
                    mse, sgd(0.5), None),
    "mse-logits": ([784, 30, 10], linear(relu_normal, zeros), torch.relu, logits,
                   mse, sgd(0.1, momentum=0.5), None),
    "mse-tanh": ([784, 20, 20, 10], linear(init.xavier_normal_, None), torch.sigmoid, torch.tanh,
                 mse, sgd(0.3, weight_decay=1e-3), None),
    "softmax-twice": ([784, 30, 10], linear(None, None), torch.relu, softmax,
                      cross_entropy, sgd(0.5), None),
    "relu-output": ([784, 30, 10], linear(None, None), torch.tanh, torch.relu,
                    cross_entropy, sgd(0.1), None),
    "leaky-output": ([784, 30, 10], linear(None, None), leaky, leaky,
                     quadratic, sgd(0.1), None),
    "nesterov": ([784, 30, 10], linear(None, None), torch.tanh, logits,
                 cross_entropy, sgd(0.05, momentum=0.9, nesterov=True), None),
    "nesterov-decay": ([784, 30, 10], linear(None, None), leaky_default, logits, cross_entropy,
                       sgd(0.05, momentum=0.8, nesterov=True, weight_decay=1e-3), None),
    "rmsprop": ([784, 30, 10], linear(relu_uniform, zeros), leaky, logits,
                cross_entropy, rule(optim.RMSprop, lr=1e-3), None),
    "rmsprop-centred": ([784, 30, 10], linear(None, None), torch.tanh, logits, cross_entropy,
                        rule(optim.RMSprop, lr=1e-4, alpha=0.9, centered=True, momentum=0.5), None),
    "adagrad": ([784, 30, 10], linear(None, None), torch.relu, logits,
                cross_entropy, rule(optim.Adagrad, lr=0.01), None),
    "adagrad-all": ([784, 30, 10], linear(None, None), torch.sigmoid, logits, cross_entropy,
                    rule(optim.Adagrad, lr=0.02, lr_decay=0.01, initial_accumulator_value=0.1,
                         weight_decay=1e-3), None),
    "adamw": ([784, 30, 10], linear(init.xavier_normal_, zeros), torch.sigmoid, logits,
              cross_entropy, rule(optim.AdamW, lr=1e-3), None),
    "adamw-decay": ([784, 30, 10], linear(None, None), torch.tanh, logits, cross_entropy,
                    rule(optim.AdamW, lr=2e-3, betas=(0.8, 0.99), eps=1e-7, weight_decay=0.1), None),
    "amsgrad": ([784, 30, 10], linear(init.xavier_normal_, zeros), torch.sigmoid, logits,
                cross_entropy, rule(optim.Adam, lr=1e-3, amsgrad=True), None),
    "dropout": ([784, 30, 20, 10], linear(None, None), torch.relu, logits,
                cross_entropy, sgd(0.1, momentum=0.5), None),
    "dropout-tanh": ([784, 30, 10], linear(init.xavier_uniform_, zeros), torch.tanh, torch.sigmoid,
                     quadratic, rule(optim.Adam, lr=2e-3), None),
    "step": ([784, 30, 10], linear(init.xavier_normal_, zeros), torch.sigmoid, logits, cross_entropy,
             sgd(0.3, momentum=0.9), lambda o: schedulers.StepLR(o, step_size=20, gamma=0.5)),
    "cosine": ([784, 30, 10], linear(None, None), torch.relu, logits, cross_entropy,
               rule(optim.Adam, lr=2e-3),
               lambda o: schedulers.CosineAnnealingLR(o, T_max=100, eta_min=1e-4)),
}


DROPOUT = {"dropout": 0.5, "dropout-tanh": 0.3}  # after each hidden layer, of these cases


class Net(nn.Module):
    def __init__(self, sizes, make, hidden, output, dropout):
        super().__init__()
        self.hidden, self.output, self.dropout = hidden, output, dropout
        self.stack = nn.ModuleList(make(*pair) for pair in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.stack[:-1]:
            x = functional.dropout(self.hidden(layer(x)), self.dropout, self.training)
        return self.output(self.stack[-1](x))


def made(case, seed=0):
    sizes, make, hidden, output, *_ = CASES[case]
    torch.manual_seed(seed)
    return Net(sizes, make, hidden, output, DROPOUT.get(case, 0.0))


def digest(net):
    return hashlib.sha256(b"".join(p.detach().numpy().tobytes() for p in net.parameters())).hexdigest()


def batches(images, labels, size):
    """One pass, as a shuffling loader makes it from the default generator."""
    for chosen, of in ByHand(images, labels, size):
        yield chosen, of


def losses(case, train, dtype):
    _, _, _, _, loss, rule, scheduler = CASES[case]
    net = made(case)
    chosen = [pair for pair, _ in zip(batches(*train, 10), range(STEPS))]
    net = net.to(dtype)
    optimiser = rule(net.parameters())
    scheduler = scheduler and scheduler(optimiser)
    for images, labels in chosen:
        value = loss(net(images.to(dtype)), labels)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        if scheduler:
            scheduler.step()
        yield value.item()


MEASURED = {  # case: batch, epochs, scheduler by epoch
    "mse-softmax": (100, 2, None),
    "dropout": (300, 2, None),
    "nesterov": (200, 2, lambda o: schedulers.StepLR(o, step_size=1, gamma=0.5)),
}
NORM_STEPS = [1, 50, 300]


def measures(case, train, test, dtype):
    """Everything that can be measured of a training; names are verigrad's."""
    _, _, _, _, loss, rule, _ = CASES[case]
    batch, epochs, scheduler = MEASURED[case]
    net = made(case)
    net = net.to(dtype)
    test_images, test_labels = test[0].to(dtype), test[1]
    optimiser = rule(net.parameters())
    scheduler = scheduler and scheduler(optimiser)
    step = 0
    for epoch in range(1, epochs + 1):
        total, right = 0.0, 0
        net.train()
        for images, labels in batches(*train, batch):
            step += 1
            output = net(images.to(dtype))
            value = loss(output, labels)
            total += value.item() * len(labels)
            right += int((output.argmax(dim=1) == labels).sum())
            optimiser.zero_grad()
            value.backward()
            if step in NORM_STEPS:
                for index, layer in enumerate(net.stack, 1):
                    yield f"gradnorm@{step}", index, layer.weight.grad.norm().item()
            optimiser.step()
        if scheduler:
            scheduler.step()
        yield "train_loss", epoch, total / len(train[1])
        yield "train_correct", epoch, right
        word_pair()  # the test loader's
        net.eval()
        with torch.no_grad():
            output = net(test_images)
            tested = loss(output, test_labels).item()
            predicted = output.argmax(dim=1)
        yield "test_loss", epoch, tested
        yield "correct", epoch, int((predicted == test_labels).sum())
    for index, layer in enumerate(net.stack, 1):
        yield "weightnorm", index, layer.weight.detach().norm().item()
    for label in range(10):
        for guess in range(10):
            cell = int(((test_labels == label) & (predicted == guess)).sum())
            yield "confusion", 10 * label + guess, cell


def write(name, header, rows):
    with open(f"{sys.argv[1]}/{name}", "w", newline="\n") as file:
        file.write(header + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def main():
    torch.set_num_threads(1)
    train, test = split("train"), split("t10k")
    write(
        "net_weights.csv",
        "case,seed,sha256",
        [[case, seed, digest(made(case, seed))] for case in CASES for seed in SEEDS],
    )
    rows = []
    for case in CASES:
        both = zip(*(list(losses(case, train, d)) for d in (torch.float32, torch.float64)))
        rows += [[case, step, repr(one), repr(two)] for step, (one, two) in enumerate(both, 1)]
    write("net_losses.csv", "case,step,loss_f32,loss_f64_twin", rows)
    rows = []
    for case in MEASURED:
        both = (list(measures(case, train, test, d)) for d in (torch.float32, torch.float64))
        for (name, index, one), (_, _, two) in zip(*both, strict=True):
            rows.append([case, name, index, repr(one), repr(two)])
    write("net_measures.csv", "case,measure,index,f32,f64_twin", rows)


if __name__ == "__main__":
    main()
