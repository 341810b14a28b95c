"""How well chances came true (回测): the measures a model is judged by on a later window, all from counts.

Cells carry the chance foretold, how many were at risk and how many left. ``auc``: the share of pairs of one who left
and one who stayed in which the one who left had the higher chance, ties half. ``lift``: the rate among the tenth with
the highest chances over the rate of all. ``bias``: foretold in sum over seen in sum, less one. ``drift``: population
stability index Σ (now − then) × ln(now ÷ then). What has no answer is ``None``, never a number made up.
"""

from typing import Any

import numpy as np

from guanxi.value.models.fitting import Floats

LEAST_SHARE = 1e-6


def auc(score: Any, at_risk: Any, left: Any) -> float | None:
    """Return the area under the curve of ``score``; ``None`` when nobody left or nobody stayed."""
    _, n, k = _by_score(score, at_risk, left)
    stayed = n - k
    pairs = k.sum() * stayed.sum()
    if not pairs:
        return None
    below = np.cumsum(stayed) - stayed
    return float((k * (below + stayed / 2)).sum() / pairs)


def lift(score: Any, at_risk: Any, left: Any, top: float = 0.1) -> float | None:
    """Return how much likelier the highest ``top`` share left than all; a cell on the border counts in part."""
    _, n, k = _by_score(score, at_risk, left)
    if not k.sum():
        return None
    n, k = n[::-1], k[::-1]
    wanted = top * n.sum()
    share = np.clip((wanted - (np.cumsum(n) - n)) / np.maximum(n, LEAST_SHARE), 0, 1)
    return float((share * k).sum() / wanted / (k.sum() / n.sum()))


def bias(chance: Any, at_risk: Any, left: Any) -> float | None:
    """Return foretold ÷ seen − 1; ``None`` when nobody left."""
    p, n, k = (np.asarray(column, dtype=float) for column in (chance, at_risk, left))
    return float((p * n).sum() / k.sum() - 1) if k.sum() else None


def table(chance: Any, at_risk: Any, left: Any, parts: int = 10) -> list[tuple[float, float, float]]:
    """Return up to ``parts`` rows (foretold, seen, at risk) by rising chance; a cell is never torn apart."""
    p, n, k = _by_score(chance, at_risk, left)
    if not n.sum():
        return []
    middle = (np.cumsum(n) - n / 2) / n.sum()
    part = np.minimum((middle * parts).astype(int), parts - 1)
    rows = [(p[part == i], n[part == i], k[part == i]) for i in np.unique(part)]
    return [(float((q * m).sum() / m.sum()), float(c.sum() / m.sum()), float(m.sum())) for q, m, c in rows]


def drift(then: Any, now: Any) -> float | None:
    """Return the stability index of counts by the same bins; ``None`` when one side is empty."""
    before, after = np.asarray(then, dtype=float), np.asarray(now, dtype=float)
    if not (before.sum() and after.sum()):
        return None
    p, q = (np.maximum(side / side.sum(), LEAST_SHARE) for side in (before, after))
    return float(((q - p) * np.log(q / p)).sum())


def _by_score(score: Any, number: Any, gone: Any) -> tuple[Floats, Floats, Floats]:
    values = np.asarray(score, dtype=float)
    n, k = np.asarray(number, dtype=float), np.asarray(gone, dtype=float)
    found, place = np.unique(values[n > 0], return_inverse=True)
    size = found.size
    at_risk, left = (np.bincount(place, column[n > 0], size).astype(np.float64) for column in (n, k))
    return found, at_risk, left
