"""Makes golden/numpy/points.csv with scikit-learn: its moons and circles, by their bits.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-sklearn.txt
    venv/bin/python golden/generate/sklearn_points.py golden/numpy

A row is one set: its first four points and a hash of all. The tests never run this.
"""

import platform
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import make_circles, make_moons

BASIS, PRIME = 0xCBF29CE484222325, 0x100000001B3


def fnv(data):
    state = BASIS
    for byte in data:
        state = ((state ^ byte) * PRIME) & (2**64 - 1)
    return f"{state:016x}"


def row(shape, samples, noise, factor, seed):
    if shape == "moons":
        points, labels = make_moons(samples, noise=noise or None, random_state=seed)
    else:
        points, labels = make_circles(samples, noise=noise or None, random_state=seed, factor=factor)
    words = points.astype(np.float64).view(np.uint64).ravel()
    first = " ".join(f"{int(word):016x}" for word in words[:8])
    text = "".join(map(str, labels[:64]))
    data = words.astype("<u8").tobytes() + labels.astype(np.uint8).tobytes()
    return [shape, samples, noise, factor, seed, first, text, fnv(data)]


def rows():
    for seed in (0, 1, 42, 2**32 - 1):
        for samples in (1, 2, 3, 5, 100, 101, 600, 2000):
            for noise in (0.0, 0.1, 0.25):
                yield row("moons", samples, noise, 0.8, seed)
                if samples > 1:
                    yield row("circles", samples, noise, 0.8, seed)
                    yield row("circles", samples, noise, 0.3, seed)


if __name__ == "__main__":
    rows = list(rows())
    text = (
        "# sets of points; made by golden/generate/sklearn_points.py, do not edit\n"
        f"# scikit-learn {sklearn.__version__}, numpy {np.__version__}, python {platform.python_version()}, "
        f"{' '.join(platform.libc_ver())}, {platform.machine()}; {len(rows)} rows\n"
        "shape,samples,noise,factor,seed,first,labels,fnv1a64\n"
    )
    text += "".join(",".join(map(str, row)) + "\n" for row in rows)
    (Path(sys.argv[1]) / "points.csv").write_text(text, newline="\n")
