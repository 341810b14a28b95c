"""Lifetime value of a customer (客户终身价值), by survival and by the closed form, with an interval.

Value = monthly margin × weight of the customer's cell (``models.lifetime``). Monthly margin: profit of twelve months ÷
months the customer was there. Hazard: that of the cell (``departing``) spread evenly over three months; without enough
departures to fit it, the bank's own rate, (departures + ½) ÷ (customers + 1) in three months. The interval takes the
end of the hazard's and of the margin's 90 % interval that is worse (low) or better (high); the margin's from the
spread of its own months. Who has left is worth nothing more. Grain: customer; minor units.
"""

import json
from statistics import NormalDist
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import departing
from guanxi.value.measures.departing import Ask, Counted
from guanxi.value.measures.landmarks import HALF_YEAR, LANDMARKS, TODAY
from guanxi.value.models import hazard, lifetime
from guanxi.value.models.artefact import Artefact
from guanxi.value.models.fitting import Floats
from guanxi.value.models.lifetime import Terms
from guanxi.value.sources import given

SCORE_COLUMNS = {
    "cell": "int64", "risk_3m": "float64", "risk_6m": "float64", "reasons": "string", "because": "string",
    "besides": "string", "hazard": "float64",
    "later": "float64", "weight": "float64", "weight_low": "float64", "weight_high": "float64", "closed": "float64",
    "stay": "float64",
}  # fmt: skip
KIND = departing.FEATURES.index("kind")
QUARTER, HALF = 3, 6


def scored(counts: ir.Table, profits: dict[str, tuple[int, int]], ask: Ask, a: Assumptions) -> ir.Table:
    """Return a row per cell of today: risks, reasons, hazard and weights (see ``SCORE_COLUMNS``).

    ``profits``: kind → profit of twelve months and of the twelve before. Risks are NULL when too few left to say.
    """
    found = departing.counted(counts, ask)
    past, today = found.of(*LANDMARKS), found.of(TODAY)
    near = departing.fitted(past.judged(), a, months=QUARTER)
    far = departing.fitted(found.of(*HALF_YEAR).judged(), a, months=HALF)
    spread = NormalDist().inv_cdf((1 + float(a["lifetime.confidence"])) / 2)
    risks = _risks(near, today, spread) if near.is_usable else None
    middle, low, high = (lifetime.monthly(p, QUARTER) for p in (risks or _crude(past, len(today.cell), spread)))
    later = float(np.average(middle, weights=today.n)) if len(middle) and today.n.sum() else 0.0
    terms = terms_of(a, later)
    growth = np.array([_growth(profits, kind, a) for kind in ("company", "person")])[today.bins[:, KIND]]
    told = _reasons(near, today, a) if risks else None
    columns: dict[str, Any] = {
        "cell": today.cell,
        "risk_3m": risks[0] if risks else None,
        "risk_6m": _half_year(far, today, risks[0]) if risks else None,
        "reasons": told,
        "because": _reason(told, 0),
        "besides": _reason(told, 1),
        "hazard": middle,
        "later": np.full(len(middle), later),
        "weight": lifetime.weight(middle, growth, terms),
        "weight_low": lifetime.weight(high, growth, terms),
        "weight_high": lifetime.weight(low, growth, terms),
        "closed": lifetime.closed(middle, terms.discount),
        "stay": lifetime.expected_months(middle, terms),
    }
    return _table(columns, len(today.cell))


def terms_of(a: Assumptions, later: float) -> Terms:
    """Return horizon, own months and discount in force."""
    return Terms(int(a["lifetime.horizon_months"]), int(a["lifetime.own_months"]), float(a["lifetime.discount"]), later)


def figures(cells: ir.Table, scores: ir.Table, facts: ir.Table, months: ir.Table, a: Assumptions) -> ir.Table:
    """Return customer_id, the columns of ``contracts.figures.lifetime.LIFETIME``, because and besides (two reasons)."""
    at_risk = cells.filter(cells[f"risk_{TODAY}"]).select("customer_id", cell=cells[f"cell_{TODAY}"])
    parts = facts.select("customer_id", "profit_12m", "opened_on", "as_of_month")
    # joined between its steps, an expression is written once and not wherever the next one uses it
    row = parts.left_join(_latest(months), "customer_id").drop("customer_id_right")
    age = row.as_of_month - (row.opened_on.year() * 12 + row.opened_on.month()) + 1
    there = ibis.greatest(ibis.least(age, 12), 1).cast("float64")
    spread, margin = _spread(row, there), row.profit_12m.cast("float64") / there
    row = row.select("customer_id", spread=spread, margin=margin)
    row = row.left_join(at_risk.join(scores, "cell"), "customer_id").drop("customer_id_right")
    margin = row.margin
    band = NormalDist().inv_cdf((1 + float(a["lifetime.confidence"])) / 2) * row.spread
    weights = (row.weight_low, row.weight, row.weight_high)
    ends = [end * weight for end in (margin - band, margin + band) for weight in weights]
    return row.select(
        "customer_id",
        departure_risk_3m=row.risk_3m,
        departure_risk_6m=row.risk_6m,
        departure_reasons=row.reasons,
        because=row.because,
        besides=row.besides,
        departure_hazard=row.hazard,
        departure_later=row.later,
        lifetime_value=_whole(margin * row.weight),
        lifetime_low=_whole(ibis.least(*ends)),
        lifetime_high=_whole(ibis.greatest(*ends)),
        lifetime_closed=_whole(margin * row.closed),
        expected_months=row.stay.round(2),
    )


def _whole(amount: Any) -> Any:
    return money.known(money.whole(amount))


def _latest(months: ir.Table) -> ir.Table:
    """Return customer_id, the profits of the last twelve months and their mean."""
    latest = {f"profit_{i}": money.known(months.profit_months[i]).cast("float64") for i in range(12, 24)}
    return months.select("customer_id", **latest, mean=money.added(latest.values()) / 12.0)


def _spread(row: Any, there: Any) -> Any:
    """Return the standard error of the monthly margin: spread of twelve months ÷ √months."""
    mean = ibis.coalesce(row["mean"], 0.0)
    apart = [ibis.coalesce(row[f"profit_{i}"], 0.0) - mean for i in range(12, 24)]
    return (money.added(one * one for one in apart) / 11.0 / there).sqrt()


def _risks(model: Artefact, today: Counted, spread: float) -> tuple[Floats, Floats, Floats]:
    z, error = departing.log_odds(model, today.bins)
    return hazard.chance(z), hazard.chance(z - spread * error), hazard.chance(z + spread * error)


def _reasons(model: Artefact, today: Counted, a: Assumptions) -> list[str | None]:
    return departing.reasons(model, today.bins, today.n, float(a["departing.least_reason"]))


def _reason(told: list[str | None] | None, place: int) -> list[str | None] | None:
    """Return ``feature:bin`` of the reason at a place of every cell; ``None`` where there are not so many."""
    read = [json.loads(text or "[]") for text in told or ()]
    return [f"{row[place][0]}:{row[place][1]}" if len(row) > place else None for row in read] or None


def _half_year(model: Artefact, today: Counted, near: Floats) -> Floats:
    """Return the risk of six months; without a fit of its own, twice three months at the same hazard."""
    twice = 1 - (1 - near) ** 2
    if not model.is_usable:
        return twice
    return np.maximum(hazard.chance(departing.log_odds(model, today.bins)[0]), near)


def _crude(past: Counted, cells: int, spread: float) -> tuple[Floats, Floats, Floats]:
    """Return the bank's own rate of three months for every cell, with an interval that is never certainty."""
    n, left = past.n.sum(), past.left_3m.sum()
    rate = (left + 0.5) / (n + 1)
    error = spread * np.sqrt(rate * (1 - rate) / (n + 1))
    return tuple(np.full(cells, value) for value in (rate, max(rate - error, 0.0), min(rate + error, 0.99)))  # type: ignore[return-value]


def _growth(profits: dict[str, tuple[int, int]], kind: str, a: Assumptions) -> float:
    """Return the yearly growth of profit of a kind, within bounds; 0 where there was none before."""
    now, before = profits.get(kind, (0, 0))
    most = float(a["lifetime.growth_most"])
    return float(np.clip((now - before) / before, -most, most)) if before > 0 and now > 0 else 0.0


def _table(columns: dict[str, Any], size: int) -> ir.Table:
    rows = [
        {name: _plain(values[n]) if values is not None else None for name, values in columns.items()}
        for n in range(size)
    ]
    return given(rows, SCORE_COLUMNS)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
