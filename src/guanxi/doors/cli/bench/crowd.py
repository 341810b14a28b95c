"""Synthetic purchase histories for measuring the models (模拟交易历史), written to files in pieces.

Customers behave as BG/NBD and Gamma-Gamma say, with known parameters. Times are whole weeks and amounts whole fen, as a
bank keeps them, so that many customers share one history. Same seed, same files; a piece at a time in memory.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

#: Time in weeks, money in yuan.
BUYING = {"r": 0.6, "alpha": 5.0, "a": 0.9, "b": 2.5}
SPENDING = {"p": 6.0, "q": 4.0, "gamma": 150.0}
WEEKS = (20, 104)
PIECE = 250_000
KINDS = {"x": np.uint16, "t_x": np.uint8, "T": np.uint8, "z": np.float64}
#: A year in twelve months of so many weeks, paid at their end, at so much a month.
MONTHS, LENGTH, RATE = 12, 4.345, 0.01
Columns = dict[str, NDArray[Any]]


def write(folder: Path, customers: int, seed: int) -> None:
    """Write ``x.npy``, ``t_x.npy``, ``T.npy`` (weeks) and ``z.npy`` (yuan a repeat purchase, 0 without one)."""
    files = {
        name: open_memmap(folder / f"{name}.npy", mode="w+", dtype=kind, shape=(customers,))
        for name, kind in KINDS.items()
    }
    for place, begin in enumerate(range(0, customers, PIECE)):
        end = min(begin + PIECE, customers)
        piece = _drawn(np.random.default_rng([seed, place]), end - begin)
        for name, file in files.items():
            file[begin:end] = piece[name]
    for file in files.values():
        file.flush()


def read(folder: Path) -> Columns:
    """Return the columns ``write`` wrote."""
    return {name: np.load(folder / f"{name}.npy") for name in KINDS}


def _drawn(rng: np.random.Generator, n: int) -> Columns:
    T = rng.integers(WEEKS[0], WEEKS[1], n, endpoint=True)
    rate = np.maximum(rng.gamma(BUYING["r"], 1 / BUYING["alpha"], n), 1e-12)
    leaves = rng.beta(BUYING["a"], BUYING["b"], n)
    x, last, clock = np.zeros(n, dtype=np.int64), np.zeros(n), np.zeros(n)
    there = np.arange(n)
    while there.size:
        clock[there] += rng.exponential(1 / rate[there])
        there = there[clock[there] <= T[there]]
        x[there] += 1
        last[there] = clock[there]
        there = there[rng.uniform(size=there.size) >= leaves[there]]
    nu = rng.gamma(SPENDING["q"], 1 / SPENDING["gamma"], n)
    spent = rng.gamma(SPENDING["p"] * np.maximum(x, 1), 1 / nu)
    z = np.where(x > 0, np.maximum(np.round(spent / np.maximum(x, 1), 2), 0.01), 0.0)
    return {"x": x, "t_x": np.ceil(last), "T": T, "z": z}
