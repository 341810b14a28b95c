"""A range of the whale curve (曲线区间): which customers lie between two percentages, what they bring, and why.

The curve is published in a hundred bands, best first, so a range of any width is summed from at most a
hundred rows and its customers are found by their rank in the bank; ties cannot blur the border.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from guanxi.book import scopes
from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.book.units import Unit
from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.kit import amounts

PAGE = 25
LAST_TENTH = (90, 100)


@dataclass(frozen=True, slots=True)
class Cause:
    """The line that weighs most in a range: its amount and its share of all that pull the same way."""

    line: str
    amount: Decimal
    rate: float


@dataclass(frozen=True, slots=True)
class Range:
    """Customers after ``first`` and up to ``last`` percent of a scope, best first; ranks are of the bank."""

    first: int
    last: int
    customers: int
    profit: Decimal
    lines: dict[str, Decimal]
    after_rank: int
    to_rank: int

    @property
    def is_loss(self) -> bool:
        """Tell whether the range loses money as a whole."""
        return self.profit < 0

    def causes(self) -> list[Cause]:
        """Return the lines that pull the range its way, the heaviest first."""
        signed = {name: amount if name in INCOME else -amount for name, amount in self.lines.items()}
        pulling = {name: amount for name, amount in signed.items() if amount and (amount < 0) == self.is_loss}
        whole = sum(pulling.values(), Decimal(0))
        found = [Cause(name, amount, float(amount / whole)) for name, amount in pulling.items()]
        return sorted(found, key=lambda cause: -cause.rate)

    @property
    def income(self) -> Decimal:
        """Return what the customers of the range bring before costs."""
        return sum((self.lines[name] for name in INCOME), Decimal(0))

    @property
    def charges(self) -> Decimal:
        """Return what the customers of the range cost."""
        return sum((self.lines[name] for name in CHARGES), Decimal(0))


def between(first: str | None, last: str | None) -> tuple[int, int]:
    """Read two shares (0–1) as whole percentages; the last tenth when they make no range."""
    try:
        ends = sorted(round(float(share or 0) * 100) for share in (first, last))
    except (ValueError, OverflowError):
        return LAST_TENTH
    start, end = max(ends[0], 0), min(ends[1], 100)
    return (start, end) if start < end else LAST_TENTH


def of(bands: list[list[int]], first: int, last: int) -> Range:
    """Sum the bands after ``first`` and up to ``last`` percent; bands without customers are not in the list."""
    whole = sum(band[0] for band in bands)
    inside: list[list[int]] = []
    after = to = before = 0
    for band in bands:
        percent = -(-100 * (before + 1) // whole)
        before += band[0]
        if percent <= first:
            after = to = band[1]
        elif percent <= last:
            to = band[1]
            inside.append(band)
    return Range(
        first=first,
        last=last,
        customers=sum(band[0] for band in inside),
        profit=_sum(inside, 2),
        lines={name: _sum(inside, 3 + index) for index, name in enumerate(LINES)},
        after_rank=after,
        to_rank=to,
    )


def customers(run: Run, scope: Scope, found: Range) -> QuerySet[CustomerFigure]:
    """Return the figures of a range's customers within the reach: losers worst first, others best first."""
    figures = of_run(run.slot).filter(rank_number__gt=found.after_rank, rank_number__lte=found.to_rank)
    if scope.kind == scopes.STAFF:
        figures = figures.filter(owner_id=scope.id)
    elif not scope.is_whole:
        figures = figures.filter(unit_id__in=_units(scope))
    return figures.order_by("-rank_number" if found.is_loss else "rank_number")


def page(figures: QuerySet[CustomerFigure], found: Range, after: str | None) -> tuple[list[dict[str, Any]], int | None]:
    """Return a page of customers after a rank, and the rank to go on from when there are more."""
    if after and after.isdigit():
        figures = figures.filter(**{"rank_number__lt" if found.is_loss else "rank_number__gt": int(after)})
    columns = ("customer_id", "kind", "tier", "level", "profit_12m", "profit_prior", "rank_number")
    rows = list(figures.values(*columns)[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1]["rank_number"] if len(rows) > PAGE else None


def _units(scope: Scope) -> list[str]:
    return list(Unit.objects.filter(path__startswith=scope.path).values_list("pk", flat=True))


def _sum(bands: list[list[int]], index: int) -> Decimal:
    return amounts.minor(sum(band[index] for band in bands)) or Decimal(0)
