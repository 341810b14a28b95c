"""The effect of acting (行动效果): shown against held back, with the difference and its interval.

For each kind and horizon: the mean change of profit (three months), of balances and of level, and the share that
departed, in both groups; difference = shown − held back, interval = ± 1.96 × √(variance ÷ n, both groups added).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Case, Count, F, FloatField, Min, Q, QuerySet, Value, Variance, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from guanxi.book import scopes
from guanxi.book.scopes import Scope
from guanxi.book.units import Unit
from guanxi.desk.trials import HORIZONS, Trial
from guanxi.guard import reach
from guanxi.guard.people import Person

#: Lines each group needs before a difference is told.
LEAST = 30
SPREAD = 1.96
MEASURES = ("profit", "balance", "departed", "level")


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure: the means of both groups, their difference and how far it may lie off."""

    measure: str
    shown: float
    held: float
    off: float

    @property
    def gap(self) -> float:
        """Return shown less held back."""
        return self.shown - self.held

    @property
    def low(self) -> float:
        """Return the lower end of the interval."""
        return self.gap - self.off

    @property
    def high(self) -> float:
        """Return the upper end of the interval."""
        return self.gap + self.off

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves nought out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of line at a horizon: how many were shown and held back, and the differences where both suffice."""

    kind: str
    months: int
    shown: int
    held: int
    differences: list[Difference]

    @property
    def is_enough(self) -> bool:
        """Tell whether both groups are large enough to speak."""
        return min(self.shown, self.held) >= LEAST


def groups(person: Person, scope: Scope) -> list[Group]:
    """Return all kinds together and each kind, at each horizon, of the scope within the reach."""
    rows = _within(reach.visible(person, Trial.objects.all()), scope)
    found = []
    for months in HORIZONS:
        measured = rows.exclude(**{f"on_{months}": None})
        counted = _counted(measured, months)
        kinds = sorted({kind for kind, _held in counted})
        found += [_group("", months, _together(counted))] if counted else []
        found += [_group(kind, months, counted) for kind in kinds]
    return found


def begun(person: Person, scope: Scope) -> tuple[int, int, date | None]:
    """Return how many lines are followed, how many of them held back, and since when."""
    rows = _within(reach.visible(person, Trial.objects.all()), scope)
    # not the number of a row: the index that answers this knows none
    told = rows.aggregate(n=Count("begun_on"), held=Count("begun_on", filter=Q(is_held=True)), first=Min("begun_on"))
    return told["n"], told["held"], told["first"]


Counts = dict[tuple[str, bool], dict[str, float]]


def _within(rows: "QuerySet[Trial]", scope: Scope) -> "QuerySet[Trial]":
    if scope.kind == scopes.STAFF:
        return rows.filter(owner_id=scope.id)
    if scope.is_whole:
        return rows
    return rows.filter(unit_id__in=list(Unit.objects.filter(path__startswith=scope.path).values_list("pk", flat=True)))


def _counted(rows: "QuerySet[Trial]", months: int) -> Counts:
    told = rows.annotate(
        profit=_number(F(f"profit_{months}") - F("profit_before")),
        balance=_number(F(f"balance_{months}") - F("balance_before")),
        level=_number(F(f"level_{months}") - F("level_before")),
        departed=Case(When(**{f"departed_{months}": True}, then=Value(1.0)), default=Value(0.0)),
    )
    sums = {f"{name}_mean": Avg(name) for name in MEASURES} | {
        f"{name}_spread": Variance(name, sample=True) for name in MEASURES
    }
    grouped: Iterable[Any] = told.order_by().values("kind", "is_held").annotate(n=Count("id"), **sums)
    return {(str(row["kind"]), bool(row["is_held"])): row for row in grouped}


def _together(counted: Counts) -> Counts:
    """Return all kinds as one, shown and held back: their means weighed, and the spread within them and between."""
    found: Counts = {}
    for side in (False, True):
        parts = [part for (_kind, is_held), part in counted.items() if is_held is side]
        n = sum(part["n"] for part in parts)
        if not n:
            continue
        whole = {"n": n}
        for name in MEASURES:
            mean = sum(part["n"] * part[f"{name}_mean"] for part in parts) / n
            apart = sum(
                (part["n"] - 1) * (part[f"{name}_spread"] or 0.0) + part["n"] * (part[f"{name}_mean"] - mean) ** 2
                for part in parts
            )
            whole |= {f"{name}_mean": mean, f"{name}_spread": apart / (n - 1) if n > 1 else 0.0}
        found["", side] = whole
    return found


def _number(expression: Combinable) -> Cast:
    return Cast(expression, FloatField())


def _group(kind: str, months: int, counted: Counts) -> Group:
    shown, held = counted.get((kind, False), {"n": 0}), counted.get((kind, True), {"n": 0})
    made = Group(kind, months, int(shown["n"]), int(held["n"]), [])
    if not made.is_enough:
        return made
    differences = [
        Difference(
            name,
            shown[f"{name}_mean"],
            held[f"{name}_mean"],
            SPREAD * math.sqrt(sum((g[f"{name}_spread"] or 0.0) / g["n"] for g in (shown, held))),
        )
        for name in MEASURES
    ]
    return Group(kind, months, made.shown, made.held, differences)
