"""Random draws that repeat (可重现的随机数): every topic and month has a stream of its own.

A stream depends on the seed and its name alone, so a topic can change without moving the others, and
the files are the same on any number of threads.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def stream(seed: int, *name: object) -> np.random.Generator:
    """Return the generator of a named topic."""
    text = "/".join(str(part) for part in (seed, *name))
    key = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "little")
    return np.random.Generator(np.random.Philox(key=key))


def spread(rng: np.random.Generator, size: int) -> Floats:
    """Return ``size`` evenly spaced values of (0, 1) in random order: the same tails at every seed."""
    return (rng.permutation(size) + 0.5) / max(size, 1)


def heavy(place: Floats, steepness: float, ceiling: float = 400.0) -> Floats:
    """Turn places in (0, 1) into log-logistic amounts with median 1: many small, few very large."""
    return np.minimum((place / (1.0 - place)) ** steepness, ceiling)


def pick(rng: np.random.Generator, size: int, weights: Sequence[float] | Floats) -> Ints:
    """Draw ``size`` positions of the weights."""
    bounds = np.cumsum(np.asarray(weights, dtype=float))
    return np.minimum(np.searchsorted(bounds / bounds[-1], rng.random(size), side="right"), len(bounds) - 1).astype(
        np.int64
    )


def quota(size: int, weights: Sequence[float]) -> Ints:
    """Split ``size`` into whole counts by weights, largest remainders first; the sum is exact."""
    exact = np.asarray(weights, dtype=float) / sum(weights) * size
    counts = np.floor(exact).astype(np.int64)
    order = np.argsort(counts - exact, kind="stable")
    counts[order[: size - int(counts.sum())]] += 1
    return counts
