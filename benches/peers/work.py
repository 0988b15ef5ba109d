"""What both peers share: the data set, the cases, and answering requests.

A request is a line `CASE SECONDS` on standard input, the answer a line with the microseconds
of processor time of a step or an evaluation, of as many as fit into that time. A training goes
on where the last request for it stopped.
"""

import gzip
import sys
import time
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "data" / "mnist"
BATCH = 10
EVALUATION = "evaluate/30"
# Name: hidden widths, rule, settings; sigmoids for one hidden layer, ReLU for more.
CASES = {
    "sgd/30": ([30], "sgd", {"rate": 0.1, "momentum": 0.0}),
    "momentum/30": ([30], "sgd", {"rate": 0.1, "momentum": 0.9}),
    "adam/30": ([30], "adam", {"rate": 0.001, "decay": 0.0}),
    "momentum/100": ([100], "sgd", {"rate": 0.1, "momentum": 0.9}),
    "adam-decay/100": ([100], "adam", {"rate": 0.001, "decay": 1e-4}),
    "adam-decay/512-256-128-64": ([512, 256, 128, 64], "adam", {"rate": 0.001, "decay": 1e-4}),
}


def split(name):
    """The images as float32 rows in 0..1, and their labels."""

    def idx(kind, header):
        path = DATA / f"{name}-{kind}-ubyte.gz"
        return np.frombuffer(gzip.open(path).read(), np.uint8)[header:]

    images = idx("images-idx3", 16).reshape(-1, 784).astype(np.float32) / np.float32(255)
    return images, idx("labels-idx1", 8).astype(np.int64)


def serve(make):
    """Answers until the input ends. `make(case)` gives a function that takes a piece of the
    work, to its very end, and says how many steps or evaluations the piece was."""
    known = {}
    for line in sys.stdin:
        name, seconds = line.split()
        if name not in known:
            known[name] = make(name)
            # What is compiled or allocated at the first call is not timed.
            known[name]()
        count, start, before = 0, time.perf_counter(), time.process_time()
        while not count or time.perf_counter() - start < float(seconds):
            count += known[name]()
        print((time.process_time() - before) * 1e6 / count, flush=True)
