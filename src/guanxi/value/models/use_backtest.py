"""How well use was foretold (使用预测回测): BG/NBD fitted on an early window, judged on the months after it.

Judged by those who had used by the end of the early window. ``bias``: uses foretold in sum over those seen, less one;
the naive rule lets everybody go on at the pace so far. ``tracking``: how many used again by the end of each month,
foretold, seen and by the naive rule (chance for its pace, nobody leaves). ``auc``: do those with the higher chance of
no use at all stay away; the naive rule ranks by the time of silence. What has no answer is ``None``, and ``reason``
says why in both languages.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from guanxi.kit.words import Words
from guanxi.value.models import bg_nbd, judging
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats
from guanxi.value.models.histories import Histories

NOBODY = Words(
    "Cannot say how well use is foretold, because nobody used it in the later window.",
    "无法评价预测效果：后期窗口内无人使用。",
)
MEASURES = ("foretold", "bias", "naive_bias", "auc", "naive_auc", "gone_foretold")


@dataclass(frozen=True, slots=True)
class Later:
    """What the customers of each row did after their history: ``uses`` of them all, and when the first of each came.

    ``back``: whole time units from the end of the early window before it came, ``end`` when none came until the end.
    """

    uses: Floats
    back: Any
    end: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """A fit of the early window and how it did; a row of ``tracking``: time, foretold, seen, naive."""

    fitted: Artefact
    tracking: list[tuple[float, float, float, float]] = field(default_factory=list)
    foretold: float | None = None
    bias: float | None = None
    naive_bias: float | None = None
    auc: float | None = None
    naive_auc: float | None = None
    gone_foretold: float | None = None
    reason: Words | None = None


def judge(h: Histories, later: Later, window: tuple[str, str] = ("", "")) -> Backtest:
    """Fit on the histories and judge on what came later, given in their order."""
    fitted = bg_nbd.fit(h, window)
    if not fitted.is_usable:
        return Backtest(fitted, reason=Verdict(fitted.verdict).words)
    pace = (h.x + 1) / np.maximum(h.T, 1e-9)
    tracking = [_by(fitted, h, later, pace, time) for time in range(1, later.end + 1)]
    seen = float(later.uses.sum())
    foretold = float(h.weight @ bg_nbd.expected_purchases(fitted.parameters, later.end, h.x, h.t_x, h.T))
    if not seen:
        return Backtest(fitted, tracking, foretold, reason=NOBODY)
    stays_away = bg_nbd.no_purchase(fitted.parameters, later.end, h.x, h.t_x, h.T)
    gone = np.where(later.back == later.end, h.weight, 0.0)
    return Backtest(
        fitted,
        tracking,
        foretold,
        bias=foretold / seen - 1,
        naive_bias=float(h.weight @ pace) * later.end / seen - 1,
        auc=judging.auc(stays_away, h.weight, gone),
        naive_auc=judging.auc(h.T - h.t_x, h.weight, gone),
        gone_foretold=float(h.weight @ stays_away),
    )


def _by(fitted: Artefact, h: Histories, later: Later, pace: Floats, time: int) -> tuple[float, float, float, float]:
    """Return time and how many used again by then: foretold, seen, naive."""
    foretold = h.weight @ (1 - bg_nbd.no_purchase(fitted.parameters, time, h.x, h.t_x, h.T))
    seen = h.weight[later.back < time].sum()
    return float(time), float(foretold), float(seen), float(h.weight @ -np.expm1(-pace * time))
