"""Makes golden/numpy/random_*.csv and c_library.csv with NumPy and Python themselves.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-numpy.txt
    venv/bin/python golden/generate/numpy_random.py golden/numpy

Every row starts from a fresh seed, draws `count` numbers by one call, and holds the first eight
and a hash of all. The tests never run this.
"""

import math
import platform
import random
import struct
import sys
from pathlib import Path

import numpy as np

BASIS, PRIME = 0xCBF29CE484222325, 0x100000001B3
SEEDS = [0, 1, 42, 2**32 - 1, [0], [1, 2, 3], [2**32 - 1, 0, 7], list(range(1000))]
GENERATOR_SEEDS = [0, 1, 42, 2**32 - 1, 2**32, 2**64 - 1, [], [0], [1, 2, 3, 4, 5, 6, 7], [2**40, 3]]
# [low, high): one value, 32 bits and their last, more than 32 bits, all 64.
RANGES = [(5, 6), (0, 10), (-7, 1000), (0, 2**32), (-3, 2**32), (0, 2**62 + 1), (-(2**63), 2**63)]
FLOATS = 100_000


def fnv(data):
    state = BASIS
    for byte in data:
        state = ((state ^ byte) * PRIME) & (2**64 - 1)
    return f"{state:016x}"


def words(values):
    """64-bit words of floats or integers."""
    array = np.asarray(values)
    return array.view(np.uint64) if array.dtype == np.float64 else array.astype(np.int64).view(np.uint64)


def row(seed, call, arguments, values):
    values = words(values).ravel()
    first = " ".join(f"{int(value):016x}" for value in values[:8])
    return [seed_text(seed), call, arguments, len(values), first, fnv(values.astype("<u8").tobytes())]


def seed_text(seed):
    return f"[{' '.join(map(str, seed))}]" if isinstance(seed, list) else str(seed)


def shared(seed, make, names):
    """The calls that both kinds of stream have, under their own names."""
    large = 1_000_000 if seed == 0 else FLOATS
    yield row(seed, "random", "", make().random(FLOATS))
    yield row(seed, "uniform", "-2.5 7.0", make().uniform(-2.5, 7.0, FLOATS))
    yield row(seed, "standard_normal", "", make().standard_normal(large))
    yield row(seed, "normal", "3.0 0.3", make().normal(3.0, 0.3, FLOATS))
    for low, high in RANGES:
        draw = getattr(make(), names["integers"])
        yield row(seed, "integers", f"{low} {high}", draw(low, high, 2_000, dtype=np.int64))
    for size in (1, 2, 10, 60_000):
        yield row(seed, "permutation", str(size), make().permutation(size))
    items = np.arange(100, 1100)
    make().shuffle(items)
    yield row(seed, "shuffle", "100 1100", items)
    listed = list(range(100, 1100))
    make().shuffle(listed)
    assert listed == items.tolist(), "a list is shuffled as an array is"
    # An odd number of normals leaves one behind, if the stream keeps any.
    stream = make()
    mixed = [stream.standard_normal(3), stream.random(2), stream.permutation(5).astype(float)]
    mixed += [stream.standard_normal(4), getattr(stream, names["integers"])(0, 7, 3).astype(float)]
    mixed += [stream.random(2), stream.standard_normal(1)]
    yield row(seed, "mixed", "", np.concatenate(mixed))


def legacy():
    for seed in SEEDS:

        def make():
            np.random.seed(seed)
            return np.random.mtrand._rand

        yield from shared(seed, make, {"integers": "randint"})
        np.random.seed(seed)
        drawn = np.random.randn(5, 3)
        np.random.seed(seed)
        assert np.array_equal(drawn.ravel(), np.random.standard_normal(15)), "randn is the same"


def generator():
    for seed in GENERATOR_SEEDS:
        yield from shared(seed, lambda: np.random.default_rng(seed), {"integers": "integers"})


def python():
    for seed in [0, 1, 42, 2**32 - 1, 2**32, 2**64 - 1]:
        make = lambda: random.Random(seed)
        stream = make()
        yield row(seed, "random", "", [stream.random() for _ in range(FLOATS)])
        items = list(range(60_000))
        make().shuffle(items)
        yield row(seed, "shuffle", "60000", items)
        # random.shuffle of Python 2.7, by its own two lines.
        stream, items = make(), list(range(60_000))
        for i in reversed(range(1, len(items))):
            j = int(stream.random() * (i + 1))
            items[i], items[j] = items[j], items[i]
        yield row(seed, "shuffle2", "60000", items)
        stream = make()
        yield row(seed, "randbelow", "1000", [stream.randrange(1000) for _ in range(2_000)])


def book():
    """Nielsen's network.py: what `Network(sizes)` draws, and the order of three epochs."""
    for seed, sizes in [(0, [784, 30, 10]), (12345678, [784, 100, 10]), (1, [2, 3, 1]), (7, [5, 4, 3, 2])]:
        np.random.seed(seed)
        biases = [np.random.randn(y, 1) for y in sizes[1:]]
        weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]
        shape = " ".join(map(str, sizes))
        for layer, (b, w) in enumerate(zip(biases, weights)):
            yield row(seed, f"biases[{layer}]", shape, b)
            yield row(seed, f"weights[{layer}]", shape, w)
            # network2.py's default: the same draws, each weight over the root of its fan-in.
            yield row(seed, f"scaled[{layer}]", shape, w / np.sqrt(w.shape[1]))
        random.seed(seed)
        data = list(range(50_000))
        for epoch in range(3):
            random.shuffle(data)
            yield row(seed, f"epoch[{epoch}]", "50000", data)
        data = np.arange(50_000)
        for epoch in range(3):
            np.random.shuffle(data)
            yield row(seed, f"numpy_epoch[{epoch}]", shape, data)


def c_library():
    """The C library's log, log1p, exp, sin and cos, as Python calls them."""
    draw = random.Random(1)
    cases = {
        "log": [draw.random() for _ in range(600)]
        + [1 + (draw.random() - 0.5) / 8 for _ in range(600)]
        + [math.ldexp(draw.random() + 0.5, draw.randrange(-1060, 1024)) for _ in range(600)]
        + [1.0, 0.5, 2.0, 5e-324, 2.2250738585072014e-308, math.inf],
        "log1p": [-draw.random() for _ in range(600)]
        + [-math.ldexp(draw.random(), -draw.randrange(1, 70)) for _ in range(300)]
        + [math.ldexp(draw.random(), draw.randrange(-60, 60)) for _ in range(300)]
        + [0.0, -0.0, 1.0, 1e300, math.inf, -(1 - 2**-53)],
        "exp": [(draw.random() - 0.5) * 80 for _ in range(600)]
        + [(draw.random() - 0.5) * 1480 for _ in range(600)]
        + [math.ldexp(draw.random() - 0.5, -draw.randrange(1, 60)) for _ in range(300)]
        + [0.0, -0.0, 1.0, -745.2, -1e9, 709.78, -math.inf, math.inf],
    }
    turns = [(draw.random() - 0.5) * 2 * math.pi for _ in range(900)]
    turns += [(draw.random() - 0.5) * 200 for _ in range(600)]
    turns += [math.ldexp(draw.random() - 0.5, draw.randrange(-40, 27)) for _ in range(600)]
    turns += [k / 128 for k in range(112)] + [k * math.pi / 4 for k in range(40)] + [0.0, -0.0, 0.126]
    cases["sin"] = cases["cos"] = turns
    for name, arguments in cases.items():
        for argument in arguments:
            try:
                result = getattr(math, name)(argument)
            except OverflowError:
                result = math.inf
            bits = [f"{int(word):016x}" for word in words([argument, result])]
            yield [name, *bits]


def write(folder, name, kind, columns, rows):
    rows = list(rows)
    text = (
        f"# {kind}; made by golden/generate/numpy_random.py, do not edit\n"
        f"# numpy {np.__version__}, python {platform.python_version()}, {' '.join(platform.libc_ver())}, "
        f"{platform.machine()}; {len(rows)} rows\n{columns}\n"
    )
    text += "".join(",".join(map(str, row)) + "\n" for row in rows)
    (folder / name).write_text(text, newline="\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    columns = "seed,call,arguments,count,first,fnv1a64"
    write(folder, "random_legacy.csv", "draws after np.random.seed", columns, legacy())
    write(folder, "random_generator.csv", "draws of np.random.default_rng", columns, generator())
    write(folder, "random_python.csv", "draws of Python's random", columns, python())
    write(folder, "random_book.csv", "what Nielsen's network.py draws", columns, book())
    write(folder, "c_library.csv", "the C library's functions", "function,argument,result", c_library())
