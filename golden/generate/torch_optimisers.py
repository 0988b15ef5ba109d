"""Makes golden/torch/optimisers.csv with PyTorch's own optimisers. The tests never run this.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-torch.txt
    venv/bin/python golden/generate/torch_optimisers.py golden/torch/optimisers.csv

Each optimiser is shown the same fixed gradients, which are exact in float32, once with
float64 parameters and once with float32 ones. The tensor is long enough that PyTorch runs
its vector loop and its remainder loop; rows hold two parameters of the first and two of the
second.
"""

import platform
import random
import struct
import sys

import torch

LENGTH = 37  # 32 go through the vector loop, float64 or float32; 5 are left over
RECORDED = {0: 1.0, 17: 1e-7, 35: 10.0, 36: 1e-2}  # and the size of its gradients
STEPS = 50
CASES = [  # name, class, settings
    ("sgd", torch.optim.SGD, {"lr": 0.1}),
    ("sgd-momentum-0.9", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}),
    ("sgd-momentum-0.8", torch.optim.SGD, {"lr": 0.1, "momentum": 0.8}),
    ("sgd-weight-decay", torch.optim.SGD, {"lr": 0.1, "momentum": 0.8, "weight_decay": 1e-3}),
    ("adam", torch.optim.Adam, {"lr": 1e-3}),
    ("adam-weight-decay", torch.optim.Adam, {"lr": 1e-3, "weight_decay": 1e-4}),
    ("adamw", torch.optim.AdamW, {"lr": 1e-3, "weight_decay": 1e-2}),
]


def double_bits(value):
    return f"{struct.unpack('<Q', struct.pack('<d', value))[0]:016x}"


def single_bits(value):
    return f"{struct.unpack('<I', struct.pack('<f', value))[0]:08x}"


def single(value):
    """The nearest float32."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def draws():
    """The start, then the gradients of every step: of all sizes, and some of them zero.

    The start is small, as a large parameter would round a step's last bits away.
    """
    source = random.Random(20240607)
    start = [single(source.uniform(-1e-3, 1e-3)) for _ in range(LENGTH)]

    def gradient(coordinate):
        zero = source.random() < 0.05
        return 0.0 if zero else single(source.gauss(0.3, 1) * RECORDED.get(coordinate, 1.0))

    return start, [[gradient(k) for k in range(LENGTH)] for _ in range(STEPS)]


def trajectory(optimiser, settings, dtype, start, gradients):
    parameter = torch.tensor(start, dtype=dtype, requires_grad=True)
    rule = optimiser([parameter], foreach=False, fused=False, **settings)
    points = [parameter.tolist()]
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient, dtype=dtype)
        rule.step()
        points.append(parameter.tolist())
    return points


def main():
    start, gradients = draws()
    rows = []
    for name, optimiser, settings in CASES:
        double, float_ = (
            trajectory(optimiser, settings, dtype, start, gradients)
            for dtype in (torch.float64, torch.float32)
        )
        for step in range(STEPS + 1):
            for k in RECORDED:
                gradient = gradients[step - 1][k] if step else 0.0
                bits = [single_bits(gradient), double_bits(double[step][k]), single_bits(float_[step][k])]
                rows.append([name, str(step), str(k), *bits])
    with open(sys.argv[1], "w", newline="\n") as file:
        file.write(
            "# torch.optim trajectories, float64 and float32 bits; "
            "made by golden/generate/torch_optimisers.py, do not edit\n"
            f"# torch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}, "
            f"python {platform.python_version()}, {' '.join(platform.libc_ver())}, "
            f"{platform.machine()}; {len(rows)} rows\n"
            "case,step,parameter,gradient,float64,float32\n"
        )
        file.writelines(",".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
