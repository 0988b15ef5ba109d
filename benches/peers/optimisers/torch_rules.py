"""PyTorch's optimisers over a pipe: python torch_rules.py RULE"""

import sys

import torch
from serve import serve

torch.set_num_threads(1)
optim = torch.optim


def made(name, parameters, s):
    name, _, form = name.partition("-")
    path = {"foreach": form == "foreach"}
    if form == "fused":
        path = {"fused": True}
    decay = {"weight_decay": s.weight_decay}
    betas = {"betas": (s.beta1, s.beta2), "eps": s.epsilon}
    rest = {
        "SGD": lambda: {
            "momentum": s.momentum,
            "dampening": s.dampening,
            # Refused without a momentum to look ahead with.
            "nesterov": form == "nesterov" and s.momentum > 0,
        },
        "RMSprop": lambda: {
            "alpha": s.smoothing,
            "eps": s.epsilon,
            "centered": form == "centred",
            "momentum": s.momentum,
        },
        "Adagrad": lambda: {
            "initial_accumulator_value": s.initial_accumulator,
            "eps": s.epsilon,
        },
        "Adadelta": lambda: {"rho": s.smoothing, "eps": s.epsilon},
        "Adam": lambda: {**betas, "amsgrad": form == "amsgrad"},
        "AdamW": lambda: betas,
        "Adamax": lambda: betas,
        "NAdam": lambda: {**betas, "momentum_decay": s.momentum_decay},
        "RAdam": lambda: betas,
    }[name]()
    return getattr(optim, name)(parameters, lr=s.learning_rate, **decay, **rest, **path)


class Rule:
    def __init__(self, settings, length):
        self.parameter = torch.zeros(length, dtype=torch.float64, requires_grad=True)
        self.rule = made(sys.argv[1], [self.parameter], settings)

    def set_rate(self, rate):
        for group in self.rule.param_groups:
            group["lr"] = rate

    def step(self, parameters, gradient):
        with torch.no_grad():
            self.parameter.copy_(torch.tensor(parameters, dtype=torch.float64))
        self.parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        self.rule.step()
        return self.parameter.tolist()


serve(Rule, torch.__version__.split("+")[0])
