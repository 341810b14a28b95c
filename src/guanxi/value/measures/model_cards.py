"""Model cards (模型卡): what a model was fitted on, how it ended, and how it did on a later window.

The departure model is fitted on month ends nine and six months back and judged on the one three months back, whose
three months had not begun when the others' ended; against the naive rule that who lost most of the balance leaves.
"""

import json
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from guanxi.kit import periods
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import departing
from guanxi.value.measures.departing import Ask, Counted
from guanxi.value.measures.landmarks import LANDMARKS, TODAY
from guanxi.value.models import hazard, judging
from guanxi.value.models.artefact import Artefact
from guanxi.value.models.fitting import Floats

COLUMNS = {
    "scope": "string", "scope_id": "string", "place": "int64", "model": "string", "window_from": "string",
    "window_to": "string", "rows": "int64", "events": "int64", "verdict": "string", "parameters": "string",
    "measures": "string", "tenths": "string", "checksum": "string",
}  # fmt: skip
LATER = LANDMARKS[-1]


def cards(counts: ir.Table, ask: Ask, last: str, a: Assumptions) -> ir.Table:
    """Return one row per model for the bank."""
    found = departing.counted(counts, ask)
    past = found.of(*LANDMARKS).judged()
    model = departing.fitted(past, a)
    early, late = departing.fitted(past.of(*LANDMARKS[:-1]), a), past.of(LATER)
    row = {
        "scope": "bank",
        "scope_id": "",
        "place": 0,
        "model": "departure_3m",
        "window_from": _month_end(last, LANDMARKS[0]),
        "window_to": _month_end(last, TODAY),
        "rows": int(past.n.sum()),
        "events": int(past.left_3m.sum()),
        "verdict": str(model.verdict),
        "parameters": json.dumps(_parameters(model)),
        "checksum": model.checksum,
    }
    score = hazard.chance(departing.log_odds(early, late.bins)[0]) if early.is_usable else None
    row["measures"] = json.dumps(_measures(score, late, found, int(a["departing.least_events"])))
    row["tenths"] = json.dumps([] if score is None else judging.table(score, late.n, late.left_3m))
    return ibis.memtable([row], schema=ibis.schema(COLUMNS))


def _measures(score: Floats | None, late: Counted, found: Counted, least: int) -> dict[str, Any]:
    """Return model and naive rule side by side; no measure where nothing could be judged."""
    base: dict[str, Any] = {"n": int(late.n.sum()), "left": int(late.left_3m.sum()), "is_judged": False}
    if score is None or late.left_3m.sum() <= 0:
        return base
    # the naive rule: the lower the bin of the trend the likelier, new balances in the middle
    naive = np.array([2.0, 5.0, 4.0, 3.0, 1.0, 0.0])[late.bins[:, 0]]
    odds = np.log(np.clip(score, 1e-9, 1 - 1e-9) / (1 - np.clip(score, 1e-9, 1 - 1e-9)))
    fitted = hazard.calibrate(odds, late.n, late.left_3m)
    told = {
        "is_judged": bool(late.left_3m.sum() >= least),
        "auc": judging.auc(score, late.n, late.left_3m),
        "lift": judging.lift(score, late.n, late.left_3m),
        "intercept": fitted[0] if fitted else None,
        "slope": fitted[1] if fitted else None,
        "bias": judging.bias(score, late.n, late.left_3m),
        "naive_auc": judging.auc(naive, late.n, late.left_3m),
        "naive_lift": judging.lift(naive, late.n, late.left_3m),
        "drift": _drift(found),
    }
    return base | {name: round(v, 4) if isinstance(v, float) else v for name, v in told.items()}


def _drift(found: Counted) -> float | None:
    """Return how far today's cells moved from those the model was fitted on, by bin of the trend."""
    before, now = found.of(*LANDMARKS), found.of(TODAY)
    size = departing.SIZES[0]
    return judging.drift(
        np.bincount(before.bins[:, 0], before.n, size).astype(np.float64),
        np.bincount(now.bins[:, 0], now.n, size).astype(np.float64),
    )


def _parameters(model: Artefact) -> dict[str, float]:
    return {name: round(value, 6) for name, value in model.parameters.items()}


def _month_end(last: str, place: int) -> str:
    return periods.last_day(periods.shift(last, place - TODAY)).isoformat()
