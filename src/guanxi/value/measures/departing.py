"""Departure risk (流失风险): who is likely to leave within three and six months, and why.

Features at a month end, from kept months up to it only: trend of balances (3 months against the 9 before), months
active of the last three, size of balances, sign of three months' profit, tenure, kind. Each is a bin, the six bins
together a cell (one number). Customers who are there at three earlier month ends (9, 6 and 3 months back) are counted
by cell with those who left within three months; ``models.hazard`` is fitted on the counts and scores today's cells,
which are joined back. The counts of the latest of the three are kept apart for the backtest. Grain: customer.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import history
from guanxi.value.models import artefact, hazard
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats

Ask = Callable[[ir.Table], Any]
Bins = NDArray[np.int64]
TODAY, MONTHS = 23, 24
#: Month ends the counts are taken at, as places in the 24 months; the last one is the later window of the backtest.
LANDMARKS = (14, 17, 20)
#: Those whose six months have passed.
HALF_YEAR = (14, 17)
FEATURES = ("trend", "activity", "size", "profit", "tenure", "kind")
SIZES = (6, 4, 5, 3, 4, 2)
MOST_REASONS = 3
COUNT_COLUMNS = {"at": "int64", "cell": "int64", "n": "int64", "left_3m": "int64", "left_6m": "int64"}


def activity(row: Any) -> dict[str, Any]:
    """Return busy_<month>: the active months of the three up to a month end, of a wide row of 24 months."""
    return {
        f"busy_{at:02d}": money.added(history.column(row, "active", i) for i in range(at - 2, at + 1))
        for at in (*LANDMARKS, TODAY)
    }


def cells(facts: ir.Table, months: ir.Table, last: str, a: Assumptions) -> ir.Table:
    """Return customer_id, and per month end cell_, risk_ (there to leave), left3_ and left6_ (0 or 1).

    ``facts``: kind, opened_on, departed_on, here; ``months``: lists of 24 months and ``busy_``.
    """
    lists = months.select("customer_id", "profit_months", "deposit_months", "loan_months", *activity_names())
    row = facts.select("customer_id", "kind", "opened_on", "departed_on", "here").left_join(lists, "customer_id")
    columns: dict[str, Any] = {}
    for at in (*LANDMARKS, TODAY):
        day = periods.last_day(periods.shift(last, at - TODAY))
        gone = row.departed_on
        is_there = (row.opened_on <= day) & (gone.isnull() | (gone > day)) & (row.here | gone.notnull())
        columns |= {f"cell_{at:02d}": _cell(row, at, day, a), f"risk_{at:02d}": is_there}
        for ahead in (3, 6):
            until = periods.last_day(periods.shift(last, at - TODAY + ahead))
            columns[f"left{ahead}_{at:02d}"] = ibis.ifelse(gone.notnull() & (gone <= until), 1, 0)
    return row.select("customer_id", **columns)


def activity_names() -> list[str]:
    """Return the names of the columns of ``activity``."""
    return [f"busy_{at:02d}" for at in (*LANDMARKS, TODAY)]


def counts(cells: ir.Table) -> ir.Table:
    """Return per month end and cell: n there, left_3m, left_6m; today (23) with nobody known to leave."""
    found = []
    for at in (*LANDMARKS, TODAY):
        there = cells.filter(cells[f"risk_{at:02d}"])
        left = {f"left_{h}m": there[f"left{h}_{at:02d}"].sum().cast("int64") for h in (3, 6)}
        by_cell = there.group_by(cell=there[f"cell_{at:02d}"]).aggregate(n=there.count(), **left)
        found.append(by_cell.select("cell", "n", "left_3m", "left_6m", at=ibis.literal(at, "int64")))
    return ibis.union(*found, distinct=False)


@dataclass(frozen=True)
class Counted:
    """Counts of cells at the month ends, as arrays."""

    at: Bins
    cell: Bins
    n: Floats
    left_3m: Floats
    left_6m: Floats

    def of(self, *landmarks: int) -> "Counted":
        """Return the counts of some month ends."""
        chosen = np.isin(self.at, landmarks)
        return Counted(*(getattr(self, name)[chosen] for name in COUNT_COLUMNS))

    @property
    def bins(self) -> Bins:
        """Return the six bins of every cell."""
        return unpacked(self.cell)


def counted(counts: ir.Table, ask: Ask) -> Counted:
    """Read the counts, in a fixed order."""
    rows = ask(counts.order_by("at", "cell"))
    arrays = [rows[name].to_numpy() for name in COUNT_COLUMNS]
    at, cell = (np.asarray(array, dtype=np.int64) for array in arrays[:2])
    n, near, far = (np.asarray(array, dtype=np.float64) for array in arrays[2:])
    return Counted(at, cell, n, near, far)


def fitted(found: Counted, a: Assumptions, *, months: int = 3, window: tuple[str, str] = ("", "")) -> Artefact:
    """Fit the chance of leaving within three or six months on counts; ``NOT_ENOUGH`` below the least departures."""
    left = found.left_3m if months == 3 else found.left_6m
    if left.sum() < int(a["departing.least_events"]):
        mark = artefact.checksum(found.at, found.cell, found.n, left)
        return Artefact(hazard.MODEL, {}, window, int(found.n.sum()), mark, Verdict.NOT_ENOUGH)
    return hazard.fit(named(found.bins), found.n, left, window)


def named(bins: Bins) -> dict[str, list[str]]:
    """Return the bins by feature, as the model names them."""
    return {name: [str(value) for value in bins[:, number]] for number, name in enumerate(FEATURES)}


def log_odds(model: Artefact, bins: Bins) -> tuple[Floats, Floats]:
    """Return the log-odds of cells and their standard errors."""
    names = list(model.notes["names"])
    design = np.zeros((len(bins), len(names)))
    for column, name in enumerate(names):
        feature, _, value = str(name).partition("=")
        design[:, column] = bins[:, FEATURES.index(feature)] == int(value) if value else 1.0
    covariance = np.array(model.notes["covariance"])
    spread = np.einsum("ij,jk,ik->i", design, covariance, design)
    return hazard.log_odds(model, named(bins)), np.sqrt(np.maximum(spread, 0.0))


def contributions(model: Artefact, bins: Bins, n: Floats) -> Floats:
    """Return what each feature adds to the log-odds of a cell against the average of all: (cells, features)."""
    found = np.array(
        [[model.parameters.get(f"{name}={v}", 0.0) for v in bins[:, i]] for i, name in enumerate(FEATURES)]
    )
    return np.asarray(found - np.average(found, axis=1, weights=n)[:, None]).T


def reasons(model: Artefact, bins: Bins, n: Floats, least: float) -> list[str | None]:
    """Return per cell the largest contributions as JSON: [[feature, bin, hundredths of log-odds], …]."""
    parts = contributions(model, bins, n)
    found: list[str | None] = []
    for row, bin_ in zip(parts, bins, strict=True):
        order = [int(n) for n in np.argsort(-row, kind="stable")[:MOST_REASONS] if row[n] >= least]
        found.append(json.dumps([[FEATURES[n], int(bin_[n]), round(float(row[n]) * 100)] for n in order]))
    return found


def packed(bins: Bins) -> Bins:
    """Return the number of a cell from its six bins."""
    cell = np.zeros(len(bins), dtype=np.int64)
    for number, size in enumerate(SIZES):
        cell = cell * size + bins[:, number]
    return cell


def unpacked(cell: Bins) -> Bins:
    """Return the six bins of cells."""
    bins = np.zeros((len(cell), len(SIZES)), dtype=np.int64)
    rest = cell.copy()
    for number in reversed(range(len(SIZES))):
        bins[:, number], rest = rest % SIZES[number], rest // SIZES[number]
    return bins


def _cell(row: Any, at: int, day: date, a: Assumptions) -> Any:
    total = [_month(row, "deposit", i) + _month(row, "loan", i) for i in range(at - 11, at + 1)]
    before, recent = money.added(total[:9]) / 9.0, money.added(total[9:]) / 3.0
    gain = money.added(_month(row, "profit", i) for i in range(at - 2, at + 1))
    age = (ibis.literal(day).year() - row.opened_on.year()) * 12 + (ibis.literal(day).month() - row.opened_on.month())
    ratio = recent / ibis.greatest(before, 1.0)
    bins = (
        ibis.ifelse(before < a["standing.departure_floor"], 0, 1 + _binned(ratio, a["departing.trend_edges"])),
        ibis.least(ibis.greatest(money.known(row[f"busy_{at:02d}"]), 0), 3),
        _binned(recent, a["departing.size_edges"]),
        ibis.cases((gain < 0, 0), (gain == 0, 1), else_=2),
        _binned(age, [12 * years for years in a["departing.tenure_edges"]]),
        ibis.ifelse(row.kind == "company", 0, 1),
    )
    cell: Any = ibis.literal(0, "int64")
    for value, size in zip(bins, SIZES, strict=True):
        cell = cell * size + value
    return cell.cast("int64")


def _month(row: Any, name: str, place: int) -> Any:
    return money.known(row[f"{name}_months"][place])


def _binned(value: Any, edges: list[float]) -> Any:
    return ibis.cases(*[(value < edge, number) for number, edge in enumerate(edges)], else_=len(edges))
