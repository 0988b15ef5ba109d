"""Hashes what PyTorch's large normal_() makes of every uniform. The tests never run this.

    python3.11 -m venv venv && venv/bin/pip install -r golden/generate/requirements-torch.txt
    venv/bin/python golden/generate/torch_normal_exhaustive.py golden/torch

normal_() of 16 or more elements draws one word an element and turns each block of 16
uniforms d = (word & 0xffffff) / 2**24 into 16 normals: d[0..8] give the radii, d[8..16] the
angles. Here the words are chosen instead of drawn: they are written, with their tempering
undone, into the state of PyTorch's generator, and PyTorch does the rest.

    radius   d[i] takes all 2**24 values in ascending order, d[i+8] = 0
    angle    d[i+8] takes all 2**24 values in ascending order, d[i] = 0x64ba68 / 2**24,
             whose radius is exactly 1

Eight values fill a block. The 16 normals (mean 0, standard deviation 1) of each block are
hashed in memory order, blocks in ascending order, as little-endian float32, by FNV-1a-64.
Each row of the file hashes 2**20 consecutive values, that is 2**21 normals, from the offset
basis; its `first` is the first value. It takes some minutes, nearly all of them hashing.
"""

import platform
import sys
from pathlib import Path

import numpy as np
import torch

VALUES = 1 << 24
VALUES_PER_ROW = 1 << 20
RADIUS_ONE = 0x64BA68
# A state read back with `left` = 624 words and `next` = 0 hands out 623 words before it
# turns over; 38 blocks of 16 are the most that fit.
WORDS_PER_STATE = 38 * 16
# In bytes: the seed (8), `left` (4), `seeded` (4), `next` (8), then 624 words of 8 bytes.
LEFT, NEXT, WORDS = 8, 16, 24


def untempered(words):
    """The state words that mt19937 tempers into these."""
    y = words.astype(np.uint32)
    y ^= y >> 18
    y ^= (y << 15) & 0xEFC60000
    x = y.copy()
    for _ in range(4):
        x = y ^ ((x << 7) & 0x9D2C5680)
    y = x.copy()
    for _ in range(2):
        x = y ^ (x >> 11)
    return x


def tempered(words):
    y = words.copy()
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C5680
    y ^= (y << 15) & 0xEFC60000
    return y ^ (y >> 18)


def normals(words):
    """normal_() of as many elements as there are words, from a generator that draws them."""
    state = untempered(words)
    assert np.array_equal(tempered(state), words)
    state = state.astype(np.uint64)
    made = np.empty(len(words), np.float32)
    generator = torch.Generator()
    crafted = generator.manual_seed(0).get_state().numpy().copy()
    crafted[LEFT : LEFT + 4].view(np.int32)[:] = 624
    crafted[NEXT : NEXT + 8].view(np.uint64)[:] = 0
    slots = crafted[WORDS : WORDS + 624 * 8].view(np.uint64)
    for start in range(0, len(words), WORDS_PER_STATE):
        part = state[start : start + WORDS_PER_STATE]
        slots[: len(part)] = part
        generator.set_state(torch.from_numpy(crafted))
        made[start : start + len(part)] = torch.empty(len(part)).normal_(generator=generator).numpy()
    return made


def check_the_crafting():
    """Crafted words come back from PyTorch as its uniforms, up to the last one used."""
    words = np.random.Generator(np.random.PCG64(1)).integers(0, 1 << 32, WORDS_PER_STATE, dtype=np.uint32)
    generator = torch.Generator()
    state = generator.manual_seed(0).get_state().numpy().copy()
    state[LEFT : LEFT + 4].view(np.int32)[:] = 624
    state[NEXT : NEXT + 8].view(np.uint64)[:] = 0
    state[WORDS : WORDS + len(words) * 8].view(np.uint64)[:] = untempered(words)
    generator.set_state(torch.from_numpy(state))
    uniforms = torch.empty(len(words)).uniform_(generator=generator).numpy()
    assert np.array_equal(uniforms * np.float32(2**24), (words & 0xFFFFFF).astype(np.float32))


def fnv1a64(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def blocks(varied):
    """The words of all blocks: every value in the varied half, the other half fixed."""
    words = np.zeros((VALUES // 8, 2, 8), np.uint32)
    every = np.arange(VALUES, dtype=np.uint32).reshape(-1, 8)
    if varied == "radius":
        words[:, 0] = every
    else:
        words[:, 0] = RADIUS_ONE
        words[:, 1] = every
    return words.reshape(-1)


def main():
    folder = sys.argv[1]
    torch.set_num_threads(1)
    check_the_crafting()
    rows = []
    for varied in ("radius", "angle"):
        made = normals(blocks(varied)).astype("<f4")
        for first in range(0, VALUES, VALUES_PER_ROW):
            part = made[2 * first : 2 * (first + VALUES_PER_ROW)]
            rows.append(f"{varied},{first:06x},{VALUES_PER_ROW},{fnv1a64(part.tobytes()):016x}\n")
    with open(Path(folder) / "normal_exhaustive_hash.csv", "w", newline="\n") as file:
        file.write(
            "# FNV-1a-64 of all normals of a block of 16, in memory order, ascending in the varied uniform;"
            " made by golden/generate/torch_normal_exhaustive.py, do not edit\n"
            f"# torch {torch.__version__}, numpy {np.__version__}, python {platform.python_version()},"
            f" {' '.join(platform.libc_ver())}, {platform.machine()},"
            f" {torch.backends.cpu.get_cpu_capability()}; {len(rows)} rows\n"
            "varied,first,values,fnv1a64_of_le_f32\n"
        )
        file.writelines(rows)


if __name__ == "__main__":
    main()
