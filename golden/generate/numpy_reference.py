"""Makes every file of golden/numpy/ with NumPy itself. The tests never run this.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-numpy.txt
    venv/bin/python golden/generate/numpy_reference.py golden/numpy

The arithmetic is spelt as a notebook would spell it on NumPy scalars, so that each
operation is the one NumPy performs: in particular `x**2` on a float64 scalar is the
C library's pow(x, 2.0).
"""

import platform
import random
import struct
import sys
from pathlib import Path

import numpy as np

STEPS = 100_000
START = (-4, -2)
RUNS = [  # name, rule, learning rate
    ("1b.gd", "gradient-descent", 1e-4),
    ("1b.momentum", "momentum", 1e-4),
    ("1b.adam", "adam", 1e-4),
    ("1c.momentum", "momentum", 1e-3),
    ("1c.adam", "adam", 1e-3),
    ("1d.adam", "adam", 1e-2),
]
CHECKPOINTS = sorted(
    set(range(11)) | {20, 50, 100, 200, 300, 500, 700} | set(range(1000, STEPS + 1, 1000)) | {STEPS - 1}
)


def bits(value):
    return f"{struct.unpack('<Q', struct.pack('<d', float(value)))[0]:016x}"


def value(point):
    x, y = point[0], point[1]
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def gradient(point):
    x, y = point[0], point[1]
    return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])


def trajectory(rule, rate):
    """Points 0..STEPS, from the integer start, as float64 rows."""
    point = np.array(START)
    points = np.zeros([STEPS + 1, 2])
    points[0] = point
    first, second = 0, 0
    for step in range(STEPS):
        slope = gradient(point)
        if rule == "gradient-descent":
            point = point - rate * slope
        elif rule == "momentum":
            first = 0.9 * first + slope
            point = point - rate * first
        else:
            first = 0.9 * first + (1 - 0.9) * slope
            second = 0.99 * second + (1 - 0.99) * slope * slope
            corrected_first = first / (1 - 0.9 ** (step + 1))
            corrected_second = second / (1 - 0.99 ** (step + 1))
            point = point - rate * np.divide(corrected_first, np.sqrt(corrected_second + 10**-8))
        points[step + 1] = point
    return points


def header(kind, columns, rows):
    return (
        f"# {kind}; made by golden/generate/numpy_reference.py, do not edit\n"
        f"# numpy {np.__version__}, python {platform.python_version()}, {' '.join(platform.libc_ver())}, "
        f"{platform.machine()}; {rows} rows\n"
        f"{columns}\n"
    )


def write(folder, name, kind, columns, rows):
    with open(Path(folder) / name, "w", newline="\n") as file:
        file.write(header(kind, columns, len(rows)))
        file.writelines(",".join(row) + "\n" for row in rows)


def trajectories(folder):
    rows = []
    for name, rule, rate in RUNS:
        points = trajectory(rule, rate)
        for step in CHECKPOINTS:
            x, y = points[step]
            rows.append([name, str(step), bits(x), bits(y), bits(value(points[step]))])
    write(folder, "trajectories.csv", "Rosenbrock trajectories as float64 bits", "run,step,x,y,value", rows)


def squares(folder):
    """Arguments whose pow(x, 2.0) differs from x*x, then as many where both agree."""
    source = random.Random(20240607)
    differ, agree = [], []
    while len(differ) < 400:
        x = np.float64(source.uniform(-5, 5) * 10.0 ** source.randint(-3, 3))
        power, product = x**2, x * x
        if power != product:
            differ.append(x)
        elif len(agree) < 400:
            agree.append(x)
    special = [np.float64(s) for s in (0.0, -0.0, 1.0, -1.0, 1e-200, 1e200, np.inf, -np.inf, np.nan)]
    with np.errstate(over="ignore", under="ignore"):
        rows = [[bits(x), bits(x**2), bits(x * x)] for x in differ + agree + special]
    write(folder, "square.csv", "NumPy's scalar square against the plain product", "argument,power,product", rows)


def powers(folder):
    """The bias corrections' powers, Python's float ** int."""
    steps = sorted(set(range(1, 300)) | set(range(1000, STEPS + 1, 1000)))
    rows = [[bits(b), str(t), bits(b**t)] for b in (0.9, 0.99, 0.999) for t in steps]
    write(folder, "power.csv", "Python's float ** int", "base,exponent,power", rows)


def prints(folder):
    """How NumPy prints pairs and how Python prints scalars."""
    source = random.Random(7)
    pairs = [(1.0, 1.0), (1.0, 0.5), (np.nan, np.nan), (np.inf, 1.0), (-np.inf, np.nan), (1e-5, 1.0), (0.0, 0.0)]
    pairs += [(-4.0, -2.0), (1e8, 1.0), (99999999.0, 1.0), (0.0001, 0.05), (0.00009, 0.05), (1000.5, 1.0), (1001.0, 1.0)]
    pairs += [(-0.0, 1.0), (123.456, -0.001), (1e300, -1e300), (1 / 3, 2 / 3), (0.1 + 0.2, 0.3), (0.0, 1e-300), (5e-324, 0)]
    for _ in range(600):
        scale = source.choice([0, 0, 0, -1, 1, -3, 3, -6, 6, 12, -12])
        spread = source.choice([0, 0, 0, 1, 2, -2, 4])
        digits = source.choice([1, 3, 6, 17, 17])
        a = float(f"{source.uniform(-5, 5) * 10.0**scale:.{digits}g}")
        b = float(f"{source.uniform(-5, 5) * 10.0 ** (scale + spread):.{digits}g}")
        pairs.append((a, b))
    rows = [[bits(a), bits(b), str(np.array([a, b]))] for a, b in pairs]
    write(folder, "array_print.csv", "str(np.array([a, b]))", "first,second,text", rows)
    scalars = [0.0, -0.0, 1.0, 1e15, 1e16, 1.5e16, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, np.nan, np.inf, -np.inf]
    scalars += [v for pair in pairs for v in pair]
    scalars += [struct.unpack("<d", struct.pack("<Q", source.getrandbits(64)))[0] for _ in range(500)]
    write(folder, "repr.csv", "repr of a Python float", "bits,text", [[bits(v), repr(float(v))] for v in scalars])


def main():
    folder = sys.argv[1]
    np.seterr(over="ignore", invalid="ignore")
    trajectories(folder)
    squares(folder)
    powers(folder)
    prints(folder)


if __name__ == "__main__":
    main()
