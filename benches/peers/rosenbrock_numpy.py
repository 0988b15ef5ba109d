"""Times the six Rosenbrock runs on NumPy scalars, as a notebook would run them.

    venv/bin/pip install -r golden/generate/requirements-numpy.txt
    venv/bin/python benches/peers/rosenbrock_numpy.py
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "golden/generate"))
import numpy_reference as reference  # noqa: E402

np.seterr(over="ignore", invalid="ignore")
times = []
for _ in range(3):
    start = time.perf_counter()
    for _, rule, rate in reference.RUNS:
        reference.trajectory(rule, rate)
    times.append(time.perf_counter() - start)
print(f"six runs, best of {len(times)}: {1000 * min(times):.0f} ms (numpy {np.__version__})")
