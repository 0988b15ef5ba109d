"""Makes golden/numpy/other_arithmetic.csv: the homework's six runs as other honest programs
compute them. The tests never run this.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-jax.txt
    venv/bin/python golden/generate/other_arithmetic.py golden/numpy

Needs a C compiler as well, on a processor with fused multiply-add.
"""

import ctypes
import math
import platform
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

STEPS = 100_000
BELOW = 0.1  # the first step with a distance to (1, 1) below this
RUNS = [  # name, rule, learning rate
    ("1b.gd", "gd", 1e-4),
    ("1b.momentum", "momentum", 1e-4),
    ("1b.adam", "adam", 1e-4),
    ("1c.momentum", "momentum", 1e-3),
    ("1c.adam", "adam", 1e-3),
    ("1d.adam", "adam", 1e-2),
]


def numpy_arrays(rule, rate):
    """The notebook's formulas on arrays, where x**2 is x*x."""
    x, y = np.array([-4.0]), np.array([-2.0])
    first, second = np.zeros(2), np.zeros(2)
    point = np.concatenate([x, y])
    for step in range(1, STEPS + 1):
        x, y = point[:1], point[1:]
        slope = np.concatenate([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])
        if rule == "gd":
            point = point - rate * slope
        elif rule == "momentum":
            first = 0.9 * first + slope
            point = point - rate * first
        else:
            first = 0.9 * first + (1 - 0.9) * slope
            second = 0.99 * second + (1 - 0.99) * slope**2
            point = point - rate * (first / (1 - 0.9**step)) / np.sqrt(second / (1 - 0.99**step) + 1e-8)
        yield float(point[0]), float(point[1])


def python_products(rule, rate):
    """Python's floats, each square a product."""
    x, y = -4.0, -2.0
    m, v = [0.0, 0.0], [0.0, 0.0]
    for step in range(1, STEPS + 1):
        valley = y - x * x
        slope = (-2 * (1 - x) - 400 * x * valley, 200 * valley)
        point = []
        for k, (theta, g) in enumerate(zip((x, y), slope)):
            if rule == "gd":
                theta -= rate * g
            elif rule == "momentum":
                m[k] = 0.9 * m[k] + g
                theta -= rate * m[k]
            else:
                m[k] = 0.9 * m[k] + (1 - 0.9) * g
                v[k] = 0.99 * v[k] + (1 - 0.99) * g * g
                theta -= rate * ((m[k] / (1 - 0.9**step)) / math.sqrt(v[k] / (1 - 0.99**step) + 1e-8))
            point.append(theta)
        x, y = point
        yield x, y


def python_otherwise(rule, rate):
    """The gradient multiplied out, constants as decimals, the rate inside, other brackets."""
    x, y = -4.0, -2.0
    m, v = [0.0, 0.0], [0.0, 0.0]
    one, two = 1.0, 1.0
    for _ in range(STEPS):
        slope = (400 * x * x * x - 400 * x * y + 2 * x - 2, 200 * y - 200 * x * x)
        one, two = one * 0.9, two * 0.99
        point = []
        for k, (theta, g) in enumerate(zip((x, y), slope)):
            if rule == "gd":
                theta -= rate * g
            elif rule == "momentum":
                m[k] = rate * g + 0.9 * m[k]
                theta -= m[k]
            else:
                m[k] += 0.1 * (g - m[k])
                v[k] += 0.01 * (g * g - v[k])
                theta -= rate * (m[k] / (1 - one)) / (v[k] / (1 - two) + 1e-8) ** 0.5
            point.append(theta)
        x, y = point
        yield x, y


C = r"""
#include <math.h>
void run(int rule, double rate, long steps, double *path) {
    double p[2] = {-4, -2}, m[2] = {0, 0}, v[2] = {0, 0};
    for (long t = 1; t <= steps; t++) {
        double x = p[0], y = p[1];
        double g[2] = {-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)};
        double one = 1 - pow(0.9, t), two = 1 - pow(0.99, t);
        for (int k = 0; k < 2; k++) {
            if (rule == 0) {
                p[k] -= rate * g[k];
            } else if (rule == 1) {
                m[k] = 0.9 * m[k] + g[k];
                p[k] -= rate * m[k];
            } else {
                m[k] = 0.9 * m[k] + (1 - 0.9) * g[k];
                v[k] = 0.99 * v[k] + (1 - 0.99) * g[k] * g[k];
                p[k] -= rate * (m[k] / one) / sqrt(v[k] / two + 1e-8);
            }
        }
        path[2 * t - 2] = p[0];
        path[2 * t - 1] = p[1];
    }
}
"""


def c_fused(folder):
    """C with sums and products fused, which is GCC's default where the processor can."""
    source, library = Path(folder) / "run.c", Path(folder) / "run.so"
    source.write_text(C)
    flags = ["-O2", "-mfma", "-ffp-contract=fast", "-shared", "-fPIC"]
    subprocess.run(["gcc", *flags, source, "-o", library, "-lm"], check=True)
    run = ctypes.CDLL(str(library)).run

    def of(rule, rate):
        path = np.zeros((STEPS, 2))
        number = ["gd", "momentum", "adam"].index(rule)
        pointer = path.ctypes.data_as(ctypes.POINTER(ctypes.c_double))
        run(number, ctypes.c_double(rate), ctypes.c_long(STEPS), pointer)
        return map(tuple, path.tolist())

    return of


def jax_scan(rule, rate):
    """JAX in f64: the gradient by autodiff, all steps compiled together."""

    def value(point):
        return (1 - point[0]) ** 2 + 100 * (point[1] - point[0] ** 2) ** 2

    def step(state, t):
        point, m, v = state
        g = jax.grad(value)(point)
        if rule == "gd":
            point = point - rate * g
        elif rule == "momentum":
            m = 0.9 * m + g
            point = point - rate * m
        else:
            m = 0.9 * m + (1 - 0.9) * g
            v = 0.99 * v + (1 - 0.99) * g**2
            point = point - rate * (m / (1 - 0.9**t)) / jnp.sqrt(v / (1 - 0.99**t) + 1e-8)
        return (point, m, v), point

    start = (jnp.array([-4.0, -2.0]), jnp.zeros(2), jnp.zeros(2))
    times = jnp.arange(1.0, STEPS + 1)
    _, path = jax.jit(lambda: jax.lax.scan(step, start, times))()
    return map(tuple, np.asarray(path).tolist())


def bits(number):
    return f"{struct.unpack('<Q', struct.pack('<d', number))[0]:016x}"


def main():
    np.seterr(over="ignore", invalid="ignore")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        programs = [
            ("numpy-arrays", numpy_arrays),
            ("python-products", python_products),
            ("python-otherwise", python_otherwise),
            ("c-fused", c_fused(folder)),
            ("jax", jax_scan),
        ]
        for program, of in programs:
            for name, rule, rate in RUNS:
                first, x, y = "never", -4.0, -2.0
                try:
                    for step, (x, y) in enumerate(of(rule, rate), start=1):
                        if first == "never" and math.hypot(x - 1, y - 1) < BELOW:
                            first = str(step)
                    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
                except OverflowError:  # Python's own floats refuse to overflow in `**`
                    x = y = value = math.nan
                rows.append([program, name, first, bits(x), bits(y), bits(value)])
    kind = "The homework's runs by other programs"
    with open(Path(sys.argv[1]) / "other_arithmetic.csv", "w", newline="\n") as file:
        file.write(f"# {kind}; made by golden/generate/other_arithmetic.py, do not edit\n")
        file.write(
            f"# jax {jax.__version__}, numpy {np.__version__}, python {platform.python_version()}, "
            f"{' '.join(platform.libc_ver())}, {platform.machine()}; {len(rows)} rows\n"
        )
        file.write("program,run,first_below,x,y,value\n")
        file.writelines(",".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
