"""Serves a rule over a pipe, as `verigrad check-optimiser` and `Process` speak it."""

import json
import sys

DEFAULTS = {
    "learning_rate": 0.01,
    "momentum": 0.0,
    "dampening": 0.0,
    "beta1": 0.9,
    "beta2": 0.999,
    "smoothing": 0.99,
    "epsilon": 1e-8,
    "weight_decay": 0.0,
    "initial_accumulator": 0.0,
    "momentum_decay": 4e-3,
}


class Settings:
    def __init__(self, stated):
        vars(self).update(DEFAULTS)
        vars(self).update(stated)


def serve(start, version):
    """`start(settings, length)` gives an object with step(parameters, gradient) and set_rate.

    Asked with --version, the library's version is all that is said.
    """
    if sys.argv[1:] == ["--version"]:
        print(version)
        return
    settings, rule = Settings({}), None
    rates = []
    for line in sys.stdin:
        message = json.loads(line)
        if "start" in message:
            settings, rule, rates = Settings(message["start"]), None, []
        elif "learning_rate" in message:
            rates.append(message["learning_rate"])
        else:
            if rule is None:
                rule = start(settings, len(message["parameters"]))
            while rates:
                rule.set_rate(rates.pop(0))
            parameters = rule.step(message["parameters"], message["gradient"])
            print(json.dumps({"parameters": parameters}), flush=True)
