"""Makes golden/optimisers/rules.csv and schedules.csv with PyTorch's own rules. The tests never
run this.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-torch.txt
    venv/bin/python golden/generate/torch_rules.py golden/optimisers

The rules that golden/torch/optimisers.csv does not have, shown the same gradients.
"""

import os
import platform
import sys

import torch
from torch_optimisers import RECORDED, STEPS, double_bits, draws, single_bits

optim = torch.optim
CASES = [  # name, class, settings
    ("nesterov", optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True}),
    (
        "nesterov-weight-decay",
        optim.SGD,
        {"lr": 0.1, "momentum": 0.8, "nesterov": True, "weight_decay": 1e-3},
    ),
    ("rmsprop", optim.RMSprop, {"lr": 1e-3}),
    ("rmsprop-centred", optim.RMSprop, {"lr": 1e-3, "centered": True}),
    (
        "rmsprop-momentum",
        optim.RMSprop,
        {"lr": 1e-3, "alpha": 0.9, "momentum": 0.8, "weight_decay": 1e-3},
    ),
    ("rmsprop-all", optim.RMSprop, {"lr": 1e-3, "momentum": 0.9, "centered": True}),
    ("adagrad", optim.Adagrad, {"lr": 0.01}),
    (
        "adagrad-all",
        optim.Adagrad,
        {"lr": 0.01, "lr_decay": 0.1, "initial_accumulator_value": 0.1, "weight_decay": 1e-3},
    ),
    ("adamw", optim.AdamW, {"lr": 1e-3}),
    ("amsgrad", optim.Adam, {"lr": 1e-3, "amsgrad": True}),
    ("amsgrad-weight-decay", optim.AdamW, {"lr": 1e-3, "amsgrad": True, "weight_decay": 1e-2}),
    ("nadam", optim.NAdam, {"lr": 1e-3}),
    ("nadam-weight-decay", optim.NAdam, {"lr": 1e-3, "weight_decay": 1e-3}),
    ("adadelta", optim.Adadelta, {"lr": 1.0}),
    ("adadelta-weight-decay", optim.Adadelta, {"lr": 0.5, "rho": 0.8, "weight_decay": 1e-3}),
    ("adamax", optim.Adamax, {"lr": 1e-3}),
    ("adamax-weight-decay", optim.Adamax, {"lr": 1e-3, "betas": (0.4, 0.9), "weight_decay": 1e-3}),
    ("radam", optim.RAdam, {"lr": 1e-3}),
    (
        "radam-weight-decay",
        optim.RAdam,
        {"lr": 1e-3, "betas": (0.9, 0.95), "weight_decay": 1e-2, "decoupled_weight_decay": True},
    ),
]
SCHEDULES = [  # name, class, settings, steps
    ("step", optim.lr_scheduler.StepLR, {"step_size": 30, "gamma": 0.1}, 100),
    ("step-two", optim.lr_scheduler.StepLR, {"step_size": 7, "gamma": 0.5}, 50),
    ("cosine", optim.lr_scheduler.CosineAnnealingLR, {"T_max": 50}, 50),
    ("cosine-last", optim.lr_scheduler.CosineAnnealingLR, {"T_max": 33, "eta_min": 1e-3}, 33),
]


def write(path, what, header, rows):
    with open(path, "w", newline="\n") as file:
        file.write(
            f"# {what}; made by golden/generate/torch_rules.py, do not edit\n"
            f"# torch {torch.__version__.split('+')[0]}, {torch.backends.cpu.get_cpu_capability()}, "
            f"python {platform.python_version()}, {' '.join(platform.libc_ver())}, "
            f"{platform.machine()}; {len(rows)} rows\n"
            f"{header}\n"
        )
        file.writelines(",".join(row) + "\n" for row in rows)


def trajectory(optimiser, settings, dtype, start, gradients):
    parameter = torch.tensor(start, dtype=dtype, requires_grad=True)
    rule = optimiser([parameter], foreach=False, **settings)
    points = [parameter.tolist()]
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient, dtype=dtype)
        rule.step()
        points.append(parameter.tolist())
    return points


def rules():
    start, gradients = draws()
    for name, optimiser, settings in CASES:
        double, float_ = (
            trajectory(optimiser, settings, dtype, start, gradients)
            for dtype in (torch.float64, torch.float32)
        )
        for step in range(STEPS + 1):
            for k in RECORDED:
                gradient = gradients[step - 1][k] if step else 0.0
                bits = [double_bits(double[step][k]), single_bits(float_[step][k])]
                yield [name, str(step), str(k), single_bits(gradient), *bits]


def schedules():
    for name, schedule, settings, steps in SCHEDULES:
        rule = optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
        scheduler = schedule(rule, **settings)
        for step in range(steps + 1):
            yield [name, str(step), double_bits(scheduler.get_last_lr()[0])]
            rule.step()
            scheduler.step()


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    write(
        os.path.join(folder, "rules.csv"),
        "torch.optim trajectories, float64 and float32 bits",
        "case,step,parameter,gradient,float64,float32",
        list(rules()),
    )
    write(
        os.path.join(folder, "schedules.csv"),
        "torch.optim.lr_scheduler rates, float64 bits",
        "case,step,rate",
        list(schedules()),
    )


if __name__ == "__main__":
    main()
