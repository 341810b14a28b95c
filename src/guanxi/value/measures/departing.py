"""Departure risk (流失风险): who is likely to leave within three and six months, and why.

Features at a month end, from what was known at it only: trend of balances (3 months against the 9 before), deposits at
the month end against the 3 months before, months active of the last three, months of silence, size of balances, sign of
three months' profit, a promise broken or an answer refused of late, a price that moved against the customer, tenure,
kind. Each is a bin, the bins together a cell (one number). Customers who are there at three earlier month ends (9, 6
and 3 months back) are counted by cell with those who left within three and six months (``landmarks``);
``models.hazard`` is fitted on the counts and scores today's cells, which are joined back. The counts of the latest of
the three are kept apart for the backtest. Grain: customer.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import landmarks
from guanxi.value.measures.landmarks import ENDS, LANDMARKS, TODAY
from guanxi.value.models import artefact, hazard
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats
from guanxi.value.sources import Tables

Ask = Callable[[ir.Table], Any]
Bins = NDArray[np.int64]
FEATURES = ("trend", "latest", "activity", "silence", "size", "profit", "grievance", "price", "tenure", "kind")
SIZES = (6, 6, 4, 5, 5, 3, 2, 2, 4, 2)
MOST_REASONS = 3
COUNT_COLUMNS = {"at": "int64", "whole": "int64", "cell": "int64", "n": "int64", "left_3m": "int64", "left_6m": "int64"}
_KEPT = ("profit_months", "deposit_months", "loan_months")


def cells(tables: Tables, last: str, a: Assumptions) -> ir.Table:
    """Return customer_id, and per month end cell_, risk_ (there to leave), left3_ and left6_ (0 or 1).

    ``tables``: facts (kind, opened_on, closed_on, departed_on, here), months (lists of 24 months, ``landmarks.seen``),
    shut (``landmarks.shut``), upsets. Of a window that has not ended yet nobody is known to leave.
    """
    months = tables["months"]
    lists = months.select("customer_id", *_KEPT, *landmarks.names(), **landmarks.sums(months))
    facts = tables["facts"].select("customer_id", "kind", "opened_on", "closed_on", "departed_on", "here")
    row = facts.left_join(lists, "customer_id").drop("customer_id_right")
    for part in (tables["shut"], tables["upsets"]):
        row = row.left_join(part, "customer_id").drop("customer_id_right")
    columns: dict[str, Any] = {}
    for at in ENDS:
        day = landmarks.day(last, at)
        left = row.departed_on.notnull() | ~row.here if at == TODAY else landmarks.gone(row, at, last, a)
        columns |= {f"cell_{at}": _cell(row, at, day, a), f"risk_{at}": (row.opened_on <= day) & ~left}
        for ahead in (3, 6):
            leaves = landmarks.leaves(row, at, ahead, last, a) if at + ahead <= TODAY else ibis.literal(False)
            columns[f"left{ahead}_{at}"] = ibis.ifelse(leaves, 1, 0)
    return row.select("customer_id", **columns)


def counts(cells: ir.Table, whole: Collection[int] = LANDMARKS) -> ir.Table:
    """Return per month end and cell: n there, left_3m, left_6m, whether it is among the ``whole`` ones (1 or 0).

    Today (23) nobody is known to leave.
    """
    found = []
    for at in ENDS:
        there = cells.filter(cells[f"risk_{at}"])
        left = {f"left_{h}m": there[f"left{h}_{at}"].sum().cast("int64") for h in (3, 6)}
        by_cell = there.group_by(cell=there[f"cell_{at}"]).aggregate(n=there.count(), **left)
        marks = {"at": ibis.literal(at, "int64"), "whole": ibis.literal(int(at in whole), "int64")}
        found.append(by_cell.select("cell", "n", "left_3m", "left_6m", **marks))
    return ibis.union(*found, distinct=False)


@dataclass(frozen=True)
class Counted:
    """Counts of cells at the month ends, as arrays."""

    at: Bins
    whole: Bins
    cell: Bins
    n: Floats
    left_3m: Floats
    left_6m: Floats

    def of(self, *landmarks: int) -> "Counted":
        """Return the counts of some month ends."""
        return self._chosen(np.isin(self.at, landmarks))

    def judged(self) -> "Counted":
        """Return the counts of the month ends of which all months are there: those a model may learn from."""
        return self._chosen(self.whole == 1)

    def _chosen(self, rows: Any) -> "Counted":
        return Counted(*(getattr(self, name)[rows] for name in COUNT_COLUMNS))

    @property
    def bins(self) -> Bins:
        """Return the bins of every cell."""
        return unpacked(self.cell)


def counted(counts: ir.Table, ask: Ask) -> Counted:
    """Read the counts, in a fixed order."""
    rows = ask(counts.order_by("at", "cell"))
    arrays = [rows[name].to_numpy() for name in COUNT_COLUMNS]
    at, whole, cell = (np.asarray(array, dtype=np.int64) for array in arrays[:3])
    n, near, far = (np.asarray(array, dtype=np.float64) for array in arrays[3:])
    return Counted(at, whole, cell, n, near, far)


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
    """Return the number of a cell from its bins."""
    cell = np.zeros(len(bins), dtype=np.int64)
    for number, size in enumerate(SIZES):
        cell = cell * size + bins[:, number]
    return cell


def unpacked(cell: Bins) -> Bins:
    """Return the bins of cells."""
    bins = np.zeros((len(cell), len(SIZES)), dtype=np.int64)
    rest = cell.copy()
    for number in reversed(range(len(SIZES))):
        bins[:, number], rest = rest % SIZES[number], rest // SIZES[number]
    return bins


def _cell(row: Any, at: int, day: date, a: Assumptions) -> Any:
    before, recent = _held(row, at - 11, at - 3) / 9.0, _held(row, at - 2, at) / 3.0
    gain = money.added(_month(row, "profit", i) for i in range(at - 2, at + 1))
    age = (ibis.literal(day).year() - row.opened_on.year()) * 12 + (ibis.literal(day).month() - row.opened_on.month())
    usual = money.known(landmarks.deposits(row, at - 3, at - 1)) / 3.0
    bins = {
        "trend": _moved(recent, before, "departing.trend_edges", a),
        "latest": _moved(money.known(row[f"end_{at}"]), usual, "departing.latest_edges", a),
        "activity": ibis.least(ibis.greatest(money.known(row[f"busy_{at}"]), 0), 3),
        "silence": _binned(money.known(row[f"silent_{at}"]), a["departing.silence_edges"]),
        "size": _binned(recent, a["departing.size_edges"]),
        "profit": ibis.cases((gain < 0, 0), (gain == 0, 1), else_=2),
        "grievance": money.known(row[f"sore_{at}"]),
        "price": money.known(row[f"dear_{at}"]),
        "tenure": _binned(age, [12 * years for years in a["departing.tenure_edges"]]),
        "kind": ibis.ifelse(row.kind == "company", 0, 1),
    }
    cell: Any = ibis.literal(0, "int64")
    for name, size in zip(FEATURES, SIZES, strict=True):
        cell = cell * size + bins[name]
    return cell.cast("int64")


def _held(row: Any, first: int, last: int) -> Any:
    loans = money.added(_month(row, "loan", i) for i in range(first, last + 1))
    return money.known(landmarks.deposits(row, first, last)) + loans


def _month(row: Any, name: str, place: int) -> Any:
    return money.known(row[f"{name}_months"][place])


def _moved(now: Any, before: Any, edges: str, a: Assumptions) -> Any:
    """Return the bin of now ÷ before, 0 where hardly anything was there before."""
    ratio = now / ibis.greatest(before, 1.0)
    return ibis.ifelse(before < a["standing.departure_floor"], 0, 1 + _binned(ratio, a[edges]))


def _binned(value: Any, edges: list[float]) -> Any:
    return ibis.cases(*[(value < edge, number) for number, edge in enumerate(edges)], else_=len(edges))
