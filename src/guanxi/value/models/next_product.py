"""Next product (下一个产品): which family a customer opens next within a year, from counts by order of adoption.

P(j ∣ cell) = (n_j + k × P(j ∣ coarser cell)) ÷ (N_j + k), from kind over kind × last opened, kind × families held to
kind × size × families held × last opened; N_j: customers of the cell who do not hold j; k: the shrinkage that tells
one half of the customers best from the other. Learner: multinomial logistic regression on the same cells, used only
when it beats the counts on the later year: the paired gain in hits among three lies above 0 with 95 % certainty.
Backtest: fitted on the year before last, tried on last year; hit = the family opened next is among the three likeliest
of those not held. Source: order of adoption after Paas and Molenaar's acquisition patterns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from guanxi.contracts.products import FAMILIES
from guanxi.value.models import fitting

WIDTH = len(FAMILIES)
KINDS = ("company", "person")
SIZES = ("", "large", "medium", "small", "micro")
TOP = 3
CERTAIN = 1.96
SEED = 20
LEAST = 1e-6
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Distinct cells: kind, size, families held as bits, family opened last (−1 none); one place each."""

    kind: list[str]
    size: list[str]
    mask: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def held(self) -> npt.NDArray[np.bool_]:
        """Return a row of 16 flags per cell."""
        return ((self.mask[:, None] >> np.arange(WIDTH)) & 1).astype(bool)

    def keys(self, level: str) -> list[tuple[Any, ...]]:
        """Return the key of every cell on a level of fineness."""
        if level == "kind":
            return [(kind,) for kind in self.kind]
        if level == "last":
            return list(zip(self.kind, self.last.tolist(), strict=True))
        if level == "held":
            return list(zip(self.kind, self.mask.tolist(), strict=True))
        return list(zip(self.kind, self.size, self.mask.tolist(), self.last.tolist(), strict=True))


@dataclass(frozen=True)
class Seen:
    """What was seen in a window: cells, customers of each, and how many opened which family next."""

    cells: Cells
    customers: Floats
    taken: Floats

    @property
    def openings(self) -> int:
        """Return how many customers opened something new."""
        return int(self.taken.sum())


LEVELS = ("kind", "last", "held", "cell")


def seen(rows: list[dict[str, Any]]) -> Seen:
    """Read counted rows (kind, size, mask, last, next, customers); rows of one cell are gathered.

    Cells stand in the order of their keys, whatever order an engine counts them in: the halves are drawn by place.
    """
    keys = sorted({(row["kind"], row["size"], row["mask"], row["last"]) for row in rows})
    places = {key: place for place, key in enumerate(keys)}
    cells = _cells(list(places))
    customers, taken = np.zeros(len(places)), np.zeros((len(places), WIDTH))
    for row in rows:
        place = places[row["kind"], row["size"], row["mask"], row["last"]]
        customers[place] += row["customers"]
        if row.get("next", -1) >= 0 and not (row["mask"] >> row["next"]) & 1:
            taken[place, row["next"]] += row["customers"]
    return Seen(cells, customers, taken)


def _cells(keys: list[tuple[str, str, int, int]]) -> Cells:
    return Cells(
        [key[0] for key in keys],
        [key[1] for key in keys],
        np.array([key[2] for key in keys], dtype=np.int64),
        np.array([key[3] for key in keys], dtype=np.int64),
    )


@dataclass(frozen=True)
class Counts:
    """Chances by counted cells: per level of fineness, key → (openings, customers who could)."""

    tables: dict[str, dict[tuple[Any, ...], tuple[Floats, Floats]]]
    shrinkage: float

    def chances(self, cells: Cells, finest: str = "cell") -> Floats:
        """Return the chance of every family per cell, 0 where it is held; ``finest`` names the last level used."""
        return mixed(self.seen_of(cells, finest), cells, self.shrinkage)

    def seen_of(self, cells: Cells, finest: str = "cell") -> list[tuple[Floats, Floats]]:
        """Return per level openings and customers who could, a row per cell; nought where nobody was seen."""
        nothing, found = (np.zeros(WIDTH), np.zeros(WIDTH)), []
        for level in LEVELS[: LEVELS.index(finest) + 1]:
            rows = [self.tables[level].get(key, nothing) for key in cells.keys(level)]
            sides = [np.array([row[side] for row in rows]).reshape(-1, WIDTH) for side in (0, 1)]
            found.append((sides[0], sides[1]))
        return found

    def told(self, cells: Cells, least: float) -> tuple[Ints, Ints, list[str]]:
        """Return, for the reason in words, openings and customers of the finest level that counts enough of them."""
        taken, could = np.zeros((len(cells), WIDTH)), np.zeros((len(cells), WIDTH))
        level = ["kind"] * len(cells)
        for name in ("kind", "last", "held"):
            for place, key in enumerate(cells.keys(name)):
                n, of = self.tables[name].get(key, (np.zeros(WIDTH), np.zeros(WIDTH)))
                if name == "kind" or of.max(initial=0.0) >= least:
                    taken[place], could[place], level[place] = n, of, name
        return taken.astype(np.int64), could.astype(np.int64), level


def mixed(levels: list[tuple[Floats, Floats]], cells: Cells, shrinkage: float) -> Floats:
    """Mix every level with the coarser one; where nobody was seen and nothing is mixed in, the coarser chance stays."""
    found = np.zeros((len(cells), WIDTH))
    for taken, could in levels:
        whole = could + shrinkage
        found = np.divide(taken + shrinkage * found, whole, out=found.copy(), where=whole > 0)
    return np.where(cells.held, 0.0, found)


def fit_counts(window: Seen, shrinkage: float) -> Counts:
    """Add up the cells of a window on every level."""
    could = window.customers[:, None] * ~window.cells.held
    tables: dict[str, dict[tuple[Any, ...], tuple[Floats, Floats]]] = {}
    for level in LEVELS:
        table: dict[tuple[Any, ...], tuple[Floats, Floats]] = {}
        for place, key in enumerate(window.cells.keys(level)):
            n, of = table.get(key, (np.zeros(WIDTH), np.zeros(WIDTH)))
            table[key] = (n + window.taken[place], of + could[place])
        tables[level] = table
    return Counts(tables, shrinkage)


def fitted(window: Seen, candidates: Sequence[float]) -> Counts:
    """Fit with the shrinkage that tells one half of the customers best from the other half, both ways round."""
    if len(candidates) == 1 or not window.openings:
        return fit_counts(window, float(max(candidates)))
    one, other = _halves(window)
    told = _told_by(one, other, candidates) + _told_by(other, one, candidates)
    return fit_counts(window, float(candidates[int(np.argmax(told))]))


def _halves(window: Seen) -> tuple[Seen, Seen]:
    """Divide the customers of a window in two at random, the same way in every run."""
    draw = np.random.default_rng(SEED)
    taken = draw.binomial(window.taken.astype(np.int64), 0.5)
    still = (window.customers - window.taken.sum(axis=1)).astype(np.int64)
    customers = taken.sum(axis=1) + draw.binomial(np.maximum(still, 0), 0.5)
    one = Seen(window.cells, customers.astype(float), taken.astype(float))
    return one, Seen(window.cells, window.customers - one.customers, window.taken - one.taken)


def _told_by(seen: Seen, told: Seen, candidates: Sequence[float]) -> Floats:
    """Return, for every shrinkage, the log-likelihood of one half by the chances of the other."""
    levels = fit_counts(seen, 0.0).seen_of(told.cells)
    could = told.customers[:, None] * ~told.cells.held
    found = []
    for shrinkage in candidates:
        chances = np.clip(mixed(levels, told.cells, float(shrinkage)), LEAST, 1 - LEAST)
        found.append(float((told.taken * np.log(chances) + (could - told.taken) * np.log1p(-chances)).sum()))
    return np.array(found)


@dataclass(frozen=True)
class Learner:
    """The fitted regression; ``is_settled`` tells whether its search came to rest."""

    model: Any
    is_settled: bool

    def chances(self, cells: Cells) -> Floats:
        """Return the chance of every family per cell, 0 where it is held or was never opened."""
        found = np.zeros((len(cells), WIDTH))
        if len(cells):
            told = self.model.predict_proba(features(cells))
            for column, family in enumerate(self.model.classes_.tolist()):
                if family >= 0:
                    found[:, family] = told[:, column]
        return np.where(cells.held, 0.0, found)


def features(cells: Cells) -> Floats:
    """Return what the learner sees of a cell: kind, size, families held and their number, family opened last."""
    kind = np.array([[kind == name for name in KINDS] for kind in cells.kind], dtype=float).reshape(-1, len(KINDS))
    size = np.array([[size == name for name in SIZES] for size in cells.size], dtype=float).reshape(-1, len(SIZES))
    last = (cells.last[:, None] == np.arange(WIDTH)).astype(float)
    held = cells.held.astype(float)
    by_kind = held * kind[:, :1]
    return np.hstack([kind, size, held, by_kind, held.sum(axis=1, keepdims=True) / 4, last])


@fitting.one_thread()
def fit_learner(window: Seen, most_cells: int) -> Learner | None:
    """Fit the regression on the largest cells; ``None`` when fewer than two outcomes were ever seen."""
    # a second to import: only runs that fit need it
    from sklearn.linear_model import LogisticRegression

    largest = np.argsort(-window.customers, kind="stable")[:most_cells]
    whole = features(window.cells)[largest]
    none = window.customers[largest] - window.taken[largest].sum(axis=1)
    outcomes = np.hstack([none[:, None], window.taken[largest]])
    place, outcome = np.nonzero(outcomes)
    if len(np.unique(outcome)) < 2:
        return None
    model = LogisticRegression(C=1.0, max_iter=400, tol=1e-3)
    model.fit(whole[place], outcome - 1, sample_weight=outcomes[place, outcome])
    return Learner(model, bool(np.max(model.n_iter_) < model.max_iter))


@dataclass(frozen=True)
class Rate:
    """A hit rate with its 95 % interval (Wilson); ``None`` without openings."""

    hits: int
    openings: int

    @property
    def rate(self) -> float | None:
        """Return the share of openings that were among the three."""
        return self.hits / self.openings if self.openings else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the interval after Wilson."""
        n = self.openings
        if not n:
            return None
        p, z = self.hits / n, CERTAIN
        middle, half = (p + z * z / (2 * n)) / (1 + z * z / n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        half /= 1 + z * z / n
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Backtest:
    """Hit rates on the later year by method, the paired difference learner − counts, and which is used."""

    rates: dict[str, Rate] = field(default_factory=dict)
    gain: tuple[float, float, float] | None = None
    chosen: str = "counts"
    verdict: str = "too_few"


def backtest(early: Seen, late: Seen, *, shrinkage: Sequence[float], least: int, most_cells: int) -> Backtest:
    """Fit on the early window, try on the late one; too few openings in either leave the counts."""
    counted = fitted(early, shrinkage)
    told = {
        "popularity": counted.chances(late.cells, "kind"),
        "order": counted.chances(late.cells, "last"),
        "counts": counted.chances(late.cells),
    }
    learner = fit_learner(early, most_cells) if early.openings >= least else None
    if learner is not None:
        told["learner"] = learner.chances(late.cells)
    among = {name: top(chances, late.cells) for name, chances in told.items()}
    rates = {name: Rate(round(float((late.taken * hit).sum())), late.openings) for name, hit in among.items()}
    if learner is None or late.openings < least:
        return Backtest(rates)
    gain = paired(among["learner"], among["counts"], late)
    wins = learner.is_settled and gain[1] > 0
    verdict = "learner_better" if wins else "not_settled" if not learner.is_settled else "counts_stand"
    return Backtest(rates, gain, "learner" if wins else "counts", verdict)


def top(chances: Floats, cells: Cells, most: int = TOP) -> npt.NDArray[np.bool_]:
    """Return which families are among the first per cell; equal chances in the order of families, never one held."""
    open_ = np.where(cells.held, -1.0, chances)
    first = np.argsort(-open_, axis=1, kind="stable")[:, :most]
    marks = np.zeros(chances.shape, dtype=bool)
    np.put_along_axis(marks, first, True, axis=1)
    return marks & ~cells.held


def paired(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_], late: Seen) -> tuple[float, float, float]:
    """Return the difference of two hit rates on the same openings, with its 95 % interval."""
    n = late.taken.sum()
    better, worse = float((late.taken * (one & ~other)).sum()), float((late.taken * (other & ~one)).sum())
    gap = (better - worse) / n
    half = CERTAIN * sqrt(max(better + worse - (better - worse) ** 2 / n, 0.0)) / n
    return gap, gap - half, gap + half
