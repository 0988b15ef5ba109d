"""Makes golden/numpy/objectives.csv with NumPy: runs on every objective but the homework's own.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-numpy.txt
    venv/bin/python golden/generate/numpy_objectives.py golden/numpy

The formulas are spelt as a notebook spells them, on Python floats: `x**2` is the C library's pow,
`math.exp`, `math.log1p`, `math.cos` and `math.sin` are the C library's. A second set of rows
takes `x * x` for `x**2`. The tests never run this.
"""

import math
import platform
import struct
import sys
from pathlib import Path

import numpy as np

STEPS = 300
SHOWN = [0, 1, 2, 3, 5, 10, 50, 100, 299, 300]
# The features and labels of the logistic regressions.
POINTS = [
    (1.5, -0.5, 1), (0.25, 1.75, 1), (2.0, 1.0, 1), (-1.0, 0.5, 0), (-0.75, -1.25, 0), (0.5, -2.0, 0),
]
POINTS3 = [(x, y, 1.0, label) for x, y, label in POINTS]


def bits(value):
    return f"{struct.unpack('<Q', struct.pack('<d', float(value)))[0]:016x}"


def powers(form):
    """x**n as the C library's pow, or as a product from the left."""
    if form == "pow":
        return lambda x, n: math.pow(x, n)
    return lambda x, n: x * x if n == 2 else x * x * x if n == 3 else x * x * x * x


def rosenbrock(p):
    def value(x):
        total = p(1 - x[0], 2) + 100 * p(x[1] - p(x[0], 2), 2)
        for i in range(1, len(x) - 1):
            total = total + (p(1 - x[i], 2) + 100 * p(x[i + 1] - p(x[i], 2), 2))
        return total

    def gradient(x):
        g = [0.0] * len(x)
        for i in range(len(x) - 1):
            valley = x[i + 1] - p(x[i], 2)
            g[i] += -2 * (1 - x[i]) - 400 * x[i] * valley
            g[i + 1] += 200 * valley
        return g

    return value, gradient


def beale(p):
    constants = (1.5, 2.25, 2.625)

    def residuals(x):
        x, y = x
        return [c - x * (1 - k) for c, k in zip(constants, (y, y * y, y * y * y))]

    def value(x):
        a, b, c = residuals(x)
        return p(a, 2) + p(b, 2) + p(c, 2)

    def gradient(x):
        a, b, c = residuals(x)
        x, y = x
        gx = 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1))
        gy = 2 * (a * (x * 1) + b * (x * (2 * y)) + c * (x * (3 * (y * y))))
        return [gx, gy]

    return value, gradient


def himmelblau(p):
    def residuals(x):
        x, y = x
        return p(x, 2) + y - 11, x + p(y, 2) - 7

    def value(x):
        a, b = residuals(x)
        return p(a, 2) + p(b, 2)

    def gradient(x):
        a, b = residuals(x)
        x, y = x
        return [4 * x * a + 2 * b, 2 * a + 4 * y * b]

    return value, gradient


def quadratic(p):
    return (
        lambda x: 0.5 * (0.5 * p(x[0], 2) + 30 * p(x[1], 2)),
        lambda x: [0.5 * x[0], 30 * x[1]],
    )


def booth(p):
    def residuals(x):
        x, y = x
        return x + 2 * y - 7, 2 * x + y - 5

    def value(x):
        r, s = residuals(x)
        return p(r, 2) + p(s, 2)

    def gradient(x):
        r, s = residuals(x)
        return [2 * r + 4 * s, 4 * r + 2 * s]

    return value, gradient


def rastrigin(p):
    def value(x):
        total = 10 * len(x)
        for c in x:
            total = total + (p(c, 2) - 10 * math.cos(2 * math.pi * c))
        return total

    return value, lambda x: [2 * c + 2 * math.pi * 10 * math.sin(2 * math.pi * c) for c in x]


def styblinski_tang(p):
    def value(x):
        total = None
        for c in x:
            term = p(c, 4) - 16 * p(c, 2) + 5 * c
            total = term if total is None else total + term
        return 0.5 * total

    return value, lambda x: [0.5 * (4 * p(c, 3) - 32 * c + 5) for c in x]


def logistic(points, ridge):
    def of(p):
        def scores(w):
            for *features, label in points:
                z = features[0] * w[0]
                for x, c in zip(features[1:], w[1:]):
                    z = z + x * c
                yield features, label, z

        def value(w):
            total = 0.0
            for _, label, z in scores(w):
                total = total + (max(z, 0.0) + math.log1p(math.exp(-abs(z))) - label * z)
            squares = 0.0
            for c in w:
                squares = squares + p(c, 2)
            return total / len(points) + 0.5 * ridge * squares

        def gradient(w):
            g = [0.0] * len(w)
            for features, label, z in scores(w):
                residual = 1 / (1 + math.exp(-z)) - label
                for i, x in enumerate(features):
                    g[i] = g[i] + residual * x
            return [s / len(points) + ridge * c for s, c in zip(g, w)]

        return value, gradient

    return of


# Name, formulas, start, rate.
OBJECTIVES = [
    ("rosenbrock", rosenbrock, [-1.2, 1.0], 1e-3),
    ("rosenbrock-3", rosenbrock, [-1.2, 1.0, 0.7], 5e-4),
    ("rosenbrock-10", rosenbrock, [0.3 * (-1) ** k + 0.05 * k for k in range(10)], 5e-4),
    ("beale", beale, [1.0, 1.0], 5e-3),
    ("himmelblau", himmelblau, [0.5, -1.0], 5e-3),
    ("quadratic", quadratic, [3.0, -2.0], 2e-2),
    ("booth", booth, [-5.0, 8.0], 2e-2),
    ("rastrigin", rastrigin, [2.2, -0.7], 1e-3),
    ("rastrigin-4", rastrigin, [2.2, -0.7, 0.4, -3.3], 1e-3),
    ("styblinski-tang", styblinski_tang, [-1.0, 4.0], 5e-3),
    ("styblinski-tang-5", styblinski_tang, [-1.0, 4.0, 0.1, 2.0, -4.5], 5e-3),
    ("logistic", logistic(POINTS, 0.1), [2.0, -3.0], 0.5),
    ("logistic-3", logistic(POINTS3, 0.05), [2.0, -3.0, 0.5], 0.5),
]


def adam(x, slopes, rate):
    first, second = [0.0] * len(x), [0.0] * len(x)
    for step in range(1, STEPS + 1):
        g = slopes(x)
        first = [0.9 * m + (1 - 0.9) * s for m, s in zip(first, g)]
        second = [0.999 * v + (1 - 0.999) * s * s for v, s in zip(second, g)]
        c1, c2 = 1 - 0.9**step, 1 - 0.999**step
        x = [c - rate * ((m / c1) / (math.sqrt(v / c2) + 1e-8)) for c, m, v in zip(x, first, second)]
        yield x


def momentum(x, slopes, rate):
    velocity = [0.0] * len(x)
    for _ in range(STEPS):
        velocity = [0.9 * v + s for v, s in zip(velocity, slopes(x))]
        x = [c - rate * v for c, v in zip(x, velocity)]
        yield x


def descent(x, slopes, rate):
    for _ in range(STEPS):
        x = [c - rate * s for c, s in zip(x, slopes(x))]
        yield x


RULES = {"gradient-descent": (descent, 1.0), "momentum": (momentum, 0.1), "adam": (adam, 20.0)}


def noisy(gradient, stream):
    """Noise of strength 0.25 from one of NumPy's streams."""
    if stream == "none":
        return gradient
    if stream == "default-rng":
        draw = np.random.default_rng(7).standard_normal
    else:
        np.random.seed(7)
        draw = lambda size: np.random.randn(size)
    return lambda x: [g + 0.25 * z for g, z in zip(gradient(x), draw(len(x)).tolist())]


def rows():
    for name, formulas, start, rate in OBJECTIVES:
        for form in ("pow", "product"):
            for rule, (walk, factor) in RULES.items():
                for noise in ("none", "default-rng", "random-seed"):
                    value, gradient = formulas(powers(form))
                    path = [start, *walk(list(start), noisy(gradient, noise), rate * factor)]
                    for step in SHOWN:
                        point = " ".join(bits(c) for c in path[step])
                        yield name, form, rule, bits(rate * factor), noise, step, point, bits(value(path[step]))


if __name__ == "__main__":
    rows = list(rows())
    text = (
        "# runs on objectives; made by golden/generate/numpy_objectives.py, do not edit\n"
        f"# numpy {np.__version__}, python {platform.python_version()}, {' '.join(platform.libc_ver())}, "
        f"{platform.machine()}; {len(rows)} rows\n"
        "objective,form,rule,rate,noise,step,point,value\n"
    )
    text += "".join(",".join(map(str, row)) + "\n" for row in rows)
    (Path(sys.argv[1]) / "objectives.csv").write_text(text, newline="\n")
