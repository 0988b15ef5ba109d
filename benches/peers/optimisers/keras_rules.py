"""Keras's optimisers, on JAX, over a pipe: python keras_rules.py RULE"""

import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras  # noqa: E402
import numpy  # noqa: E402
from serve import serve  # noqa: E402

optimizers = keras.optimizers


def made(name, s):
    name, _, form = name.partition("-")
    betas = {"beta_1": s.beta1, "beta_2": s.beta2, "epsilon": s.epsilon}
    decay = {"weight_decay": s.weight_decay or None}
    rest = {
        "SGD": lambda: {"momentum": s.momentum, "nesterov": form == "nesterov", **decay},
        "RMSprop": lambda: {
            "rho": s.smoothing,
            "epsilon": s.epsilon,
            "momentum": s.momentum,
            "centered": form == "centred",
            **decay,
        },
        "Adagrad": lambda: {
            "initial_accumulator_value": s.initial_accumulator,
            "epsilon": s.epsilon,
            **decay,
        },
        "Adadelta": lambda: {"rho": s.smoothing, "epsilon": s.epsilon, **decay},
        "Adam": lambda: {**betas, "amsgrad": form == "amsgrad", **decay},
        "AdamW": lambda: {**betas, "weight_decay": s.weight_decay},
        "Adamax": lambda: {**betas, **decay},
        "Nadam": lambda: {**betas, **decay},
    }[name]()
    return getattr(optimizers, name)(learning_rate=s.learning_rate, **rest)


class Rule:
    def __init__(self, settings, length):
        self.variable = keras.Variable(numpy.zeros(length, dtype="float32"))
        self.rule = made(sys.argv[1], settings)
        self.rule.build([self.variable])

    def set_rate(self, rate):
        self.rule.learning_rate = rate

    def step(self, parameters, gradient):
        self.variable.assign(numpy.asarray(parameters, dtype="float32"))
        self.rule.apply([numpy.asarray(gradient, dtype="float32")])
        return numpy.asarray(self.variable).astype("float64").tolist()


serve(Rule, keras.__version__)
