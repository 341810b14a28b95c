"""Does it agree with the ledger (总账核对)? Customers + treasury + idle + unallocated, per month, unit and line.

Lines are balances and flows, so amounts are only added up within one line; over several lines the
entries that differ are counted and the sizes of their differences added.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Abs, Coalesce

from guanxi.book import scopes
from guanxi.book.figures import Reconciliation, Run
from guanxi.book.scopes import Scope
from guanxi.book.units import Unit
from guanxi.kit import periods

MONTHS = 12
SUMS = ("customers", "treasury", "idle", "unallocated", "ledger", "difference")


@dataclass(slots=True)
class Line:
    """One row of a reconciliation table, whatever it is grouped by; ``gap`` adds up the sizes of all differences."""

    key: str
    customers: Decimal
    treasury: Decimal
    idle: Decimal
    unallocated: Decimal
    ledger: Decimal | None
    difference: Decimal | None
    gap: Decimal
    entries: int
    without_ledger: int
    differing: int
    name: str = ""

    @property
    def computed(self) -> Decimal:
        """Return what the engine accounts for."""
        return self.customers + self.treasury + self.idle + self.unallocated

    @property
    def agreeing(self) -> int:
        """Return how many entries agree with the ledger."""
        return self.entries - self.without_ledger - self.differing

    @property
    def has_ledger(self) -> bool:
        """Tell whether the bank delivered a ledger for all of it."""
        return self.without_ledger == 0

    @property
    def agrees(self) -> bool:
        """Tell whether every single entry agrees, not only their sum."""
        return self.has_ledger and self.differing == 0


def by_month(run: Run, scope: Scope, line: str = "") -> list[Line]:
    """Return the last twelve months of a scope, the newest first, of all lines or of one."""
    last = periods.last_complete(run.as_of)
    first = periods.shift(last, 1 - MONTHS)
    found = _within(run, scope, line).filter(period__gte=first, period__lte=last)
    return sorted(_grouped(found, "period"), key=lambda line: line.key, reverse=True)


def by_line(run: Run, scope: Scope, period: str) -> list[Line]:
    """Return the lines of the ledger of one month."""
    return _grouped(_within(run, scope).filter(period=period), "line")


def by_unit(run: Run, scope: Scope, period: str, line: str = "") -> list[Line]:
    """Return the units right below a scope, each with all below it, and the scope's own unit if it has entries."""
    paths = {unit.pk: unit for unit in Unit.objects.filter(path__startswith=scope.path)}
    depth = (paths[scope.id].depth if scope.kind == scopes.UNIT else 0) + 1
    tops: dict[str, Line] = {}
    for entry in _grouped(_within(run, scope, line).filter(period=period), "unit_id"):
        unit = paths.get(entry.key)
        steps = [key for key in unit.path.split("/") if key] if unit else []
        key = steps[depth] if len(steps) > depth else entry.key
        tops[key] = _added(tops.get(key), entry, key, paths[key].name if key in paths else key)
    return sorted(tops.values(), key=lambda line: line.key)


def _added(sum_: Line | None, line: Line, key: str, name: str) -> Line:
    if sum_ is None:
        return Line(**{field: getattr(line, field) for field in Line.__slots__} | {"key": key, "name": name})
    for field in ("customers", "treasury", "idle", "unallocated", "gap", "entries", "without_ledger", "differing"):
        setattr(sum_, field, getattr(sum_, field) + getattr(line, field))
    for field in ("ledger", "difference"):
        amounts = [value for value in (getattr(sum_, field), getattr(line, field)) if value is not None]
        setattr(sum_, field, sum(amounts, Decimal(0)) if amounts else None)
    return sum_


def _within(run: Run, scope: Scope, line: str = "") -> QuerySet[Reconciliation]:
    found = Reconciliation.objects.filter(run=run, **({"line": line} if line else {}))
    if scope.path:
        found = found.filter(unit_id__in=Unit.objects.filter(path__startswith=scope.path).values("pk"))
    return found


def _grouped(found: QuerySet[Reconciliation], key: str) -> list[Line]:
    differs = ~Q(difference=0) & Q(difference__isnull=False)
    rows = found.values(group=F(key)).annotate(
        **{f"all_{name}": Sum(name) for name in SUMS},
        gap=Coalesce(Sum(Abs("difference")), Decimal(0)),
        entries=Count("pk"),
        without_ledger=Count("pk", filter=Q(ledger__isnull=True)),
        differing=Count("pk", filter=differs),
    )
    found_rows: list[dict[str, Any]] = [dict(row) for row in rows.order_by("group")]
    return [
        Line(key=row.pop("group"), **{name.removeprefix("all_"): value for name, value in row.items()})
        for row in found_rows
    ]
