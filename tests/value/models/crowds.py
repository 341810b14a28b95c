"""Simulated customers and wild but valid histories for the tests of the models."""

from typing import Any

import numpy as np

BG = {"r": 0.6, "alpha": 5.0, "a": 0.9, "b": 2.5}


def buyers(n: int, p: dict[str, float] = BG, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, t_x, T of customers who behave as BG/NBD says."""
    rng = np.random.default_rng(seed)
    T = rng.uniform(20, 60, n)
    rate = rng.gamma(p["r"], 1 / p["alpha"], n)
    leaves = rng.beta(p["a"], p["b"], n)
    x, t_x, clock = np.zeros(n), np.zeros(n), np.zeros(n)
    active = np.ones(n, dtype=bool)
    while active.any():
        clock[active] += rng.exponential(1 / np.maximum(rate[active], 1e-12))
        active &= clock <= T
        x[active] += 1
        t_x[active] = clock[active]
        active &= rng.uniform(size=n) >= leaves
    return x, t_x, T


def wild(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return valid histories of every size: no time at all, one purchase at once, thousands of purchases."""
    rng = np.random.default_rng(seed)
    x = np.floor(np.exp(rng.uniform(0, np.log(5000), n))) - 1
    T = np.where(rng.uniform(size=n) < 0.05, 0.0, np.exp(rng.uniform(np.log(1e-3), np.log(5e3), n)))
    t_x = np.where(x > 0, T * rng.uniform(size=n), 0.0)
    t_x = np.where(rng.uniform(size=n) < 0.1, np.where(x > 0, T, 0.0), t_x)
    return x, t_x, T


def parameter_sets(names: tuple[str, ...], n: int, seed: int = 2) -> list[dict[str, Any]]:
    """Return parameters of every size, some on the values where textbook forms break (1, and sums of 1)."""
    rng = np.random.default_rng(seed)
    values = np.exp(rng.uniform(np.log(1e-3), np.log(1e3), (n, len(names))))
    values[rng.uniform(size=values.shape) < 0.15] = 1.0
    values[rng.uniform(size=values.shape) < 0.1] = 0.5
    return [dict(zip(names, row.tolist(), strict=True)) for row in values]
