"""The profit bridge between two months or two years of a scope (利润桥), from the published steps.

The steps between months add up, so that any two months are bridged by a sum of at most 23 lists.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from guanxi.book import insights, scopes
from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.book.units import Unit
from guanxi.contracts.figures.bridge import CAUSES
from guanxi.kit import amounts, periods

MONTHS = 24
YEAR = 12
SHOWN = 10
#: Scopes of more customers look for the largest effects among this many best and as many last by profit.
NEAR_ENDS = 1_000
LARGE = 20_000


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one profit to another, cause by cause; ``first`` and ``last`` are places among the months, or years."""

    first: str
    last: str
    before: Decimal
    after: Decimal
    causes: dict[str, Decimal]
    is_year: bool

    @property
    def change(self) -> Decimal:
        """Return by how much the profit moved."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """A customer that moved the profit: by how much, from what to what."""

    customer_id: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Return by how much the customer's profit moved."""
        return self.after - self.before


def months(run: Run) -> list[str]:
    """Return the 24 months of a run, oldest first; those never delivered are left out."""
    missing = set(str(run.assumptions.get("missing_months", "")).split(", "))
    return [p for p in periods.trailing(periods.last_complete(run.as_of), MONTHS) if p not in missing]


def between(run: Run, scope: Scope, first: str, last: str) -> Bridge | None:
    """Return the bridge from one month to another, or between two years when both are empty."""
    found = insights.of(run, "profit_bridge", scope)
    if not found:
        return None
    profits, steps = (_read(found[0][name]) for name in ("profits", "steps"))
    wanted = periods.trailing(periods.last_complete(run.as_of), MONTHS)
    if not first:
        weights = [min(step, YEAR, MONTHS - step) for step in range(1, MONTHS)]
        ends = (sum(profits[:YEAR]), sum(profits[YEAR:]))
        names = (wanted[YEAR - 1], wanted[-1])
    else:
        a, b = wanted.index(first), wanted.index(last)
        weights = [int(a < step <= b) for step in range(1, MONTHS)]
        ends, names = (profits[a], profits[b]), (first, last)
    sums = [sum(w * step[place] for w, step in zip(weights, steps, strict=True)) for place in range(len(CAUSES))]
    causes = {cause: _money(amount) for cause, amount in zip(CAUSES, sums, strict=True)}
    return Bridge(*names, _money(ends[0]), _money(ends[1]), causes, is_year=not first)


def effects(rows: "QuerySet[CustomerFigure]", run: Run, bridge: Bridge) -> tuple[list[Effect], list[Effect]]:
    """Return the customers that raised the profit most and those that lowered it most, of visible figures."""
    if bridge.is_year:
        told = rows.annotate(was=F("profit_prior"), now=F("profit_12m"))
    else:
        wanted = periods.trailing(periods.last_complete(run.as_of), MONTHS)
        places = (wanted.index(bridge.first), wanted.index(bridge.last))
        told = rows.annotate(was=F(f"profit_months__{places[0]}"), now=F(f"profit_months__{places[1]}"))
    told = told.annotate(moved=F("now") - F("was")).order_by()
    values = ("customer_id", "was", "now")
    up = told.filter(moved__gt=0).order_by("-moved", "customer_id").values_list(*values)[:SHOWN]
    down = told.filter(moved__lt=0).order_by("moved", "customer_id").values_list(*values)[:SHOWN]
    unit = Decimal(1) if bridge.is_year else Decimal("0.01")
    sides = [[Effect(key, Decimal(was) * unit, Decimal(now) * unit) for key, was, now in side] for side in (up, down)]
    return sides[0], sides[1]


def members(run: Run, scope: Scope, customers: int) -> "QuerySet[CustomerFigure]":
    """Return the figures of a scope; of a large one those near both ends of the ranks."""
    figures = of_run(run.slot)
    if scope.kind == scopes.STAFF:
        figures = figures.filter(owner_id=scope.id)
    elif not scope.is_whole:
        inside = Unit.objects.filter(path__startswith=scope.path).values_list("pk", flat=True)
        figures = figures.filter(unit_id__in=list(inside))
    if customers <= LARGE:
        return figures
    best = list(figures.order_by("rank_number").values_list("customer_id", flat=True)[:NEAR_ENDS])
    last = list(figures.order_by("-rank_number").values_list("customer_id", flat=True)[:NEAR_ENDS])
    return of_run(run.slot).filter(customer_id__in=[*best, *last])


def _money(minor: int) -> Decimal:
    return amounts.minor(minor) or Decimal(0)


def _read(document: Any) -> Any:
    return json.loads(document) if isinstance(document, str) else document
