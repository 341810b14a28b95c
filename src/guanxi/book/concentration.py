"""Profit concentration as published (利润集中度): one scope with its curve, and the table of scopes below it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTransform

from guanxi.book import scopes
from guanxi.book.figures import Concentration, Run, Team
from guanxi.book.scopes import Scope
from guanxi.book.units import Staff

SORTS = (
    "customers",
    "net_profit",
    "top20_gross_rate",
    "bottom30_loss_rate",
    "top10_customers_rate",
    "gini_rate",
)
PAGE = 50


class Order(TypedDict):
    """How a table is sorted."""

    sort: str
    descending: bool


@dataclass(slots=True)
class Row:
    """One scope of the table: its figures and its profit of 24 months (minor units, oldest first)."""

    scope: Scope
    figures: dict[str, Any]
    months: list[int] = field(default_factory=list)


def of(run: Run, scope: Scope) -> Concentration | None:
    """Return the published concentration of a scope; ``None`` when it has no customers."""
    return Concentration.objects.filter(run=run, scope=scope.kind, scope_id=scope.id).first()


def team(run: Run, scope: Scope) -> Team | None:
    """Return the published figures of a scope's customers together."""
    return Team.objects.filter(run=run, scope=scope.kind, scope_id=scope.id).first()


def units(run: Run, scope: Scope, *, sort: str, descending: bool) -> list[Row]:
    """Return the units right below a scope, sorted; none below a manager or a unit without further units."""
    if scope.kind == scopes.STAFF:
        return []
    named = {unit.pk: Scope(scopes.UNIT, unit.pk, unit.name, unit.path) for unit in scopes.units_below(scope)}
    if not named:
        return []
    found = Concentration.objects.filter(run=run, scope=scopes.UNIT, scope_id__in=list(named))
    return _rows(run, scopes.UNIT, _sorted(found, sort, descending).values_list("scope_id", "figures"), named)


def managers(run: Run, scope: Scope, *, sort: str, descending: bool, page: int = 1) -> tuple[list[Row], bool]:
    """Return a page of the managers below a scope, sorted, and whether there are more."""
    found = Concentration.objects.filter(
        run=run, scope=scopes.STAFF, scope_id__in=scopes.staff_below(scope).values("staff_id")
    )
    start = (page - 1) * PAGE
    rows = list(_sorted(found, sort, descending).values_list("scope_id", "figures")[start : start + PAGE + 1])
    people = Staff.objects.filter(pk__in=[key for key, _ in rows]).select_related("unit")
    named = {staff.pk: Scope(scopes.STAFF, staff.pk, staff.name, staff.unit.path) for staff in people}
    return _rows(run, scopes.STAFF, rows[:PAGE], named), len(rows) > PAGE


def has_units(scope: Scope) -> bool:
    """Tell whether there are units below a scope."""
    return scope.kind != scopes.STAFF and scopes.units_below(scope).exists()


def _sorted(found: QuerySet[Concentration], sort: str, descending: bool) -> QuerySet[Concentration]:
    key = KeyTransform(sort if sort in SORTS else "net_profit", "figures")
    order = key.desc(nulls_last=True) if descending else key.asc(nulls_last=True)
    return found.order_by(order, F("scope_id"))


def _rows(run: Run, kind: str, found: Iterable[tuple[str, dict[str, Any]]], named: dict[str, Scope]) -> list[Row]:
    rows = [Row(named[key], figures) for key, figures in found if key in named]
    teams = Team.objects.filter(run=run, scope=kind, scope_id__in=[row.scope.id for row in rows])
    months = dict(teams.values_list("scope_id", "profit_months"))
    for row in rows:
        row.months = months.get(row.scope.id, [])
    return rows
