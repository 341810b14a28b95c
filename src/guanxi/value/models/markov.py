"""Migration over tiers and levels (等级迁移矩阵): how customers move from one state to another, and where that leads.

counts[i, j] customers stood in state i and a period later in j. P = (counts + ``strength`` × prior) ÷ row sums, the
prior being the matrix of the whole bank, or staying where one is; a state nobody was in takes its prior whole. n
steps: Pⁿ; steady state: π P = π. Source: Pfeifer and Carraway, Modeling customer relationships as Markov chains,
Journal of Interactive Marketing 14 (2000).
"""

from typing import Any

import numpy as np

from guanxi.value.models.fitting import Floats

STRENGTH = 5.0


def probabilities(counts: Any, prior: Any = None, strength: float = STRENGTH) -> Floats:
    """Return the matrix of probabilities, rows summing to one; ``prior`` as well, by default the unit matrix."""
    counts = _square(counts)
    if (counts < 0).any() or not np.isfinite(counts).all() or strength < 0:
        raise ValueError("counts and strength are not negative")
    prior = np.eye(counts.shape[0]) if prior is None else _square(prior)
    if prior.shape != counts.shape or not np.allclose(prior.sum(axis=1), 1.0):
        raise ValueError("the prior is a matrix of probabilities over the same states")
    total = counts.sum(axis=1, keepdims=True)
    mixed = counts + strength * prior
    return np.asarray(np.where(total + strength > 0, mixed / np.maximum(total + strength, 1e-300), prior))


def after(matrix: Any, steps: int) -> Floats:
    """Return the probabilities of moving within ``steps`` ≥ 0 periods."""
    return np.asarray(np.linalg.matrix_power(_square(matrix), steps))


def projected(now: Any, matrix: Any, steps: int) -> Floats:
    """Return how many customers stand in each state after ``steps`` periods; the total stays."""
    return np.asarray(np.asarray(now, dtype=float) @ after(matrix, steps))


def steady(matrix: Any, start: Any = None) -> Floats:
    """Return where the shares settle in the long run.

    Where states do not lead to each other the answer depends on ``start`` (shares now; equal ones by default); a chain
    that swings for ever gives the mean over its swings.
    """
    matrix = _square(matrix)
    size = matrix.shape[0]
    shares = np.full(size, 1 / size) if start is None else np.asarray(start, dtype=float)
    # half staying leaves the steady state as it is and ends every swing; squaring 60 times goes 2^60 steps
    lazy = (matrix + np.eye(size)) / 2
    for _ in range(60):
        lazy = lazy @ lazy
        lazy /= lazy.sum(axis=1, keepdims=True)
    settled = shares @ lazy
    return np.asarray(settled / settled.sum())


def _square(values: Any) -> Floats:
    matrix = np.asarray(values, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("a square matrix is needed")
    return matrix
