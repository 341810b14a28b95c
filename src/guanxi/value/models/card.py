"""Model card of the departure model (模型卡): fitted on early months, judged on later ones, beside a naive rule.

The naive rule ranks by the rate seen in each bin of one covariate (say, how balances moved), as a manager would. What
cannot be said is ``None``, and ``reason`` says why in both languages. Measures: ``models.judging``, calibration
intercept and slope: ``models.hazard``; ``drift`` by covariate compares the later months with the early ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from guanxi.kit.words import Words
from guanxi.value.models import hazard, judging
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats

NOBODY = Words(
    "Cannot say how good the chances are, because nobody left in the later months, or nobody stayed.",
    "无法评价概率的准确性：后期无客户流失，或无客户留存。",
)


@dataclass(frozen=True, slots=True)
class Cells:
    """Months at risk and departures by cell of a window (first and last month, ``YYYY-MM``)."""

    bins: hazard.Bins
    at_risk: Sequence[float]
    left: Sequence[float]
    window: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A fitted model and how it did: ``table`` holds foretold, seen and months at risk by tenth of rising chance."""

    fitted: Artefact
    tested: tuple[str, str]
    auc: float | None = None
    naive_auc: float | None = None
    lift: float | None = None
    naive_lift: float | None = None
    calibration: tuple[float, float] | None = None
    bias: float | None = None
    table: list[tuple[float, float, float]] = field(default_factory=list)
    drift: dict[str, float | None] = field(default_factory=dict)
    reason: Words | None = None


def judge(early: Cells, late: Cells, naive: str) -> Card:
    """Fit on ``early``, judge on ``late`` beside the rule by the covariate ``naive``.

    Raises ``ValueError`` when the later months begin before the early ones have ended: the test would know the answer.
    """
    if late.window[0] <= early.window[1]:
        raise ValueError("the later months begin before the early ones have ended")
    fitted = hazard.fit(early.bins, early.at_risk, early.left, early.window)
    moved = {name: _drift(early, late, name) for name in early.bins}
    if not fitted.is_usable:
        return Card(fitted, late.window, drift=moved, reason=Verdict(fitted.verdict).words)
    odds = hazard.log_odds(fitted, {name: late.bins[name] for name in early.bins})
    seen, rule = (late.at_risk, late.left), _rates(early, late.bins[naive], naive)
    area = judging.auc(odds, *seen)
    return Card(
        fitted,
        late.window,
        auc=area,
        naive_auc=judging.auc(rule, *seen),
        lift=judging.lift(odds, *seen),
        naive_lift=judging.lift(rule, *seen),
        calibration=hazard.calibrate(odds, *seen),
        bias=judging.bias(hazard.chance(odds), *seen),
        table=judging.table(hazard.chance(odds), *seen),
        drift=moved,
        reason=NOBODY if area is None else None,
    )


def _by_bin(values: Sequence[str], counts: Any) -> dict[str, float]:
    total: dict[str, float] = {}
    for value, count in zip(values, counts, strict=True):
        total[value] = total.get(value, 0.0) + float(count)
    return total


def _rates(early: Cells, bins: Sequence[str], name: str) -> Floats:
    n, k = _by_bin(early.bins[name], early.at_risk), _by_bin(early.bins[name], early.left)
    whole = sum(k.values()) / sum(n.values())
    return np.array([k[b] / n[b] if n.get(b) else whole for b in bins])


def _drift(early: Cells, late: Cells, name: str) -> float | None:
    then, now = _by_bin(early.bins[name], early.at_risk), _by_bin(late.bins[name], late.at_risk)
    known = sorted({*then, *now})
    return judging.drift([then.get(b, 0.0) for b in known], [now.get(b, 0.0) for b in known])
