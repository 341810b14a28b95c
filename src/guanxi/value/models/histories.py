"""Purchase histories (交易历史): repeat purchases x, time of the last t_x, time observed T, how many share them.

Rows are kept ordered by x, because everything costly in the models depends on x alone or is smooth in the times.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from guanxi.value.models import artefact, fitting
from guanxi.value.models.fitting import Floats

#: Σ weight × log-likelihood of rows with one x, and its gradient.
Group = Callable[[Floats, Any, Floats, Floats, Floats], tuple[float, Floats]]
PIECE = 32_768
#: As many keys as are counted in a table of all; above, rows are sorted.
MOST_KEYS = 2**25


@dataclass(frozen=True)
class Histories:
    """Weighted histories, ordered by x."""

    x: Floats
    t_x: Floats
    T: Floats
    weight: Floats

    def scaled(self, factor: float) -> "Histories":
        """Return the histories in another unit of time."""
        return Histories(self.x, self.t_x * factor, self.T * factor, self.weight)

    def sample(self, most: int) -> "Histories":
        """Return every n-th row, so that at most about ``most`` remain; itself when there are no more."""
        step = -(-self.x.size // most)
        if step <= 1:
            return self
        return Histories(*(np.ascontiguousarray(c[::step]) for c in (self.x, self.t_x, self.T, self.weight)))

    def checksum(self) -> str:
        """Return the checksum of the rows as they stand."""
        return artefact.checksum(self.x, self.t_x, self.T, self.weight)

    @cached_property
    def pieces(self) -> list[tuple[int, int]]:
        """Begin and end of runs of rows with one x, none longer than fits the processor's cache."""
        starts = np.flatnonzero(np.diff(self.x, prepend=-1.0))
        ends = np.append(starts[1:], self.x.size)
        return [piece for start, end in zip(starts, ends, strict=True) for piece in _cut(int(start), int(end))]

    def objective(self, group: Group) -> fitting.Objective:
        """Return minus the mean log-likelihood of a customer, with gradient."""
        total = float(self.weight.sum())

        def mean(at: Floats) -> tuple[float, Floats]:
            value, slope = 0.0, np.zeros(at.size)
            for start, end in self.pieces:
                rows = slice(start, end)
                one, its = group(at, self.x[start], self.t_x[rows], self.T[rows], self.weight[rows])
                value += one
                slope += its
            return -value / total, -slope / total

        return mean


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, PIECE):
        yield begin, min(begin + PIECE, end)


def given(x: Any, t_x: Any, T: Any, weight: Any = None) -> tuple[Histories, np.ndarray[Any, np.dtype[np.int64]]]:
    """Return histories ordered by x, and for each of their rows its place in the input.

    Raises ``ValueError`` for a history that cannot be: x not whole or negative, t_x outside 0 … T.
    """
    columns = [np.asarray(c, dtype=float) for c in (x, t_x, T)]
    x, t_x, T = columns
    if not all(np.isfinite(c).all() for c in columns) or (x < 0).any() or (x != np.floor(x)).any():
        raise ValueError("x must be whole and not negative, times finite")
    if (t_x < 0).any() or (t_x > T * (1 + 1e-9)).any():
        raise ValueError("t_x must lie between 0 and T")
    # small whole numbers are ordered by counting
    keys = x.astype(np.uint16) if x.size and x.max() < 2**16 else x
    order = np.argsort(keys, kind="stable")
    w = np.ones(x.size) if weight is None else np.asarray(weight, dtype=float)[order]
    return Histories(x[order], t_x[order], T[order], w), order


def distinct(x: Any, t_x: Any, T: Any) -> tuple[Histories, np.ndarray[Any, np.dtype[np.int64]]]:
    """Return one row for equal histories with their number, and the place of every input row among them.

    Whole numbers that fit side by side into one key are counted at once, without sorting rows. Raises ``ValueError``
    for a history that cannot be.
    """
    columns = [np.asarray(c) for c in (x, t_x, T)]
    widths = [int(c.max()) + 1 if c.size and c.dtype.kind == "u" else 0 for c in columns]
    if min(widths) == 0 or math.prod(widths) > MOST_KEYS:
        rows, places = np.unique(np.column_stack([c.astype(float) for c in columns]), axis=0, return_inverse=True)
        first, last, age = rows.T
        counts = np.bincount(places.ravel())
        places = places.ravel()
    else:
        key = (columns[0].astype(np.int64) * widths[2] + columns[2]) * widths[1] + columns[1]
        seen = np.bincount(key, minlength=1)
        kept = np.flatnonzero(seen)
        counts, rank = seen[kept], np.cumsum(seen > 0) - 1
        places = rank[key]
        rest, last = np.divmod(kept, widths[1])
        first, age = np.divmod(rest, widths[2])
    found, order = given(first, last, age, counts)
    back = np.empty(order.size, dtype=np.int64)
    back[order] = np.arange(order.size)
    return found, back[places]


def collapsed(x: Any, t_x: Any, T: Any, weight: Any = None) -> Histories:
    """Return one row for equal histories, with their weights added up."""
    h, _ = given(x, t_x, T, weight)
    rows, inverse = np.unique(np.column_stack([h.x, h.t_x, h.T]), axis=0, return_inverse=True)
    x, t_x, T = (np.ascontiguousarray(column) for column in rows.T)
    return Histories(x, t_x, T, np.bincount(inverse.ravel(), weights=h.weight).astype(float))
