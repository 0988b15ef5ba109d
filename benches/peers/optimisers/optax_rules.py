"""optax's optimisers over a pipe: python optax_rules.py RULE"""

import sys

import jax
import jax.numpy as jnp
import optax
from serve import serve

jax.config.update("jax_enable_x64", True)


def made(name, s):
    betas = {"b1": s.beta1, "b2": s.beta2, "eps": s.epsilon}
    rules = {
        "sgd": lambda rate: optax.sgd(rate, momentum=s.momentum),
        "sgd-nesterov": lambda rate: optax.sgd(rate, momentum=s.momentum, nesterov=True),
        "rmsprop": lambda rate: optax.rmsprop(rate, decay=s.smoothing, eps=s.epsilon),
        "rmsprop-centred": lambda rate: optax.rmsprop(
            rate, decay=s.smoothing, eps=s.epsilon, centered=True
        ),
        "adagrad": lambda rate: optax.adagrad(
            rate, initial_accumulator_value=s.initial_accumulator, eps=s.epsilon
        ),
        "adadelta": lambda rate: optax.adadelta(rate, rho=s.smoothing, eps=s.epsilon),
        "adam": lambda rate: optax.adam(rate, **betas),
        "adamw": lambda rate: optax.adamw(rate, **betas, weight_decay=s.weight_decay),
        "amsgrad": lambda rate: optax.amsgrad(rate, **betas),
        "adamax": lambda rate: optax.adamax(rate, **betas),
        "nadam": lambda rate: optax.nadam(rate, **betas),
        "radam": lambda rate: optax.radam(rate, **betas),
    }
    return optax.inject_hyperparams(rules[name])(s.learning_rate)


COMPILED = {}


class Rule:
    def __init__(self, settings, length):
        # Compiled once for each set of settings: the rate is part of the state.
        key = (tuple(sorted(vars(settings).items())), length)
        if key not in COMPILED:
            rule = made(sys.argv[1], settings)

            def step(state, parameters, gradient):
                updates, state = rule.update(gradient, state, parameters)
                return state, optax.apply_updates(parameters, updates)

            COMPILED[key] = (rule.init(jnp.zeros(length)), jax.jit(step))
        self.state, self.compiled = COMPILED[key]

    def set_rate(self, rate):
        hyperparams = dict(self.state.hyperparams)
        for name in ("learning_rate", "rate"):
            if name in hyperparams:
                hyperparams[name] = jnp.asarray(rate, dtype=hyperparams[name].dtype)
        self.state = self.state._replace(hyperparams=hyperparams)

    def step(self, parameters, gradient):
        self.state, moved = self.compiled(self.state, jnp.asarray(parameters), jnp.asarray(gradient))
        return moved.tolist()


serve(Rule, optax.__version__)
