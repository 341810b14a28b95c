"""The rows behind an entry of the reconciliation (核对明细): one unit, one month, one line of the ledger.

The account rows of the unit are computed again with the expressions of the engine, the largest first and no more than
asked for; ``customers`` and ``treasury`` add up all of them, so that they are the entry's, to the cent. Money in minor
units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.layout import Part
from guanxi.kit import periods
from guanxi.value import account_lines, money
from guanxi.value.assumptions import Assumptions
from guanxi.value.excerpt import KEPT, Excerpt, Known, Query, as_key, compiled, named
from guanxi.value.measures import account_month, relationship

MOST = 100
#: What stands against each line of the ledger, as ``customer_month.unit_month`` adds it up.
LINES: dict[str, tuple[str, ...]] = {
    "interest_paid": ("interest_paid",),
    "interest_received": ("interest_received",),
    "net_interest": ("deposit_margin", "loan_margin"),
    "fees": ("fees",),
    "deposits": ("deposit_end",),
    "loans": ("loan_end",),
    "operating_cost": ("serve_cost",),
    "expected_loss": ("expected_loss",),
}
STAFF = "staff_cost"
_SHOWN = ("treasury", "deposit_average", "loan_average")
_SUMS = ("all_count", "all_customers", "all_treasury")


@dataclass(frozen=True, slots=True)
class Behind:
    """All rows counted and added up, and the largest of them: accounts with customer, or people of the staff."""

    count: int
    customers: int
    treasury: int
    rows: list[dict[str, Any]]


def rows(
    parts: Iterable[Part], store: Path | str, *, unit_id: str, period: str, line: str, assumptions: Assumptions
) -> Behind:
    """Return what adds up to ``customers`` and ``treasury`` of an entry; nothing for a line or month unknown."""
    known = as_key(assumptions.on(periods.last_day(period)))
    with Excerpt(store, parts) as excerpt:
        if line == STAFF:
            return _told(_people(excerpt, unit_id, period, known))
        if line in LINES and period in excerpt.periods("balances"):
            return _told(_accounts(excerpt, unit_id, period, line, known))
    return _told([])


def _told(rows: list[dict[str, Any]]) -> Behind:
    """Return the rows without the sums that each of them carries."""
    count, customers, treasury = (rows[0][name] for name in _SUMS) if rows else (0, 0, 0)
    return Behind(count, customers, treasury, [{n: v for n, v in row.items() if n not in _SUMS} for row in rows])


def _largest(found: ir.Table, most: int) -> ir.Table:
    """Return the largest rows, each with the number of all and their sums."""
    sums = (found.count(), money.total(found.amount), money.total(found.treasury))
    summed = found.mutate(**{name: value.over(ibis.window()) for name, value in zip(_SUMS, sums, strict=True)})
    return summed.order_by(ibis.desc(summed.amount.abs()), summed[summed.columns[0]]).limit(most)


def _accounts(excerpt: Excerpt, unit_id: str, period: str, line: str, known: Known) -> list[dict[str, Any]]:
    excerpt.lay_of("accounts", "unit_id", unit_id)
    account_lines.lay(excerpt, (period,), known, {*LINES[line], *_SHOWN})
    return excerpt.ask(_entry(period, line, known, MOST))


@lru_cache(KEPT)
def _entry(period: str, line: str, known: Known, most: int) -> Query:
    lines = account_lines.expression((period,), known.a, {*LINES[line], *_SHOWN})
    grouped = lines.group_by(["account_id", "customer_id", "family", "currency"]).aggregate(
        amount=money.total(money.added(lines[name] for name in LINES[line])),
        treasury=money.total(lines.treasury if line == "net_interest" else lines.treasury * 0),
        average_balance=money.total(lines.deposit_average + lines.loan_average),
    )
    return compiled(_largest(grouped.filter((grouped.amount != 0) | (grouped.treasury != 0)), most))


def _people(excerpt: Excerpt, unit_id: str, period: str, known: Known) -> list[dict[str, Any]]:
    excerpt.lay_of("staff", "unit_id", unit_id)
    back = periods.between(periods.shift(period, -11), period)
    excerpt.lay("visits", "staff_id", excerpt.column("staff", "staff_id"), back)
    return excerpt.ask(_visited(period, known, MOST))


@lru_cache(KEPT)
def _visited(period: str, known: Known, most: int) -> Query:
    tables = {"visits": named("visits"), "staff": named("staff")}
    charged = relationship.on_customers(tables, account_month.calendar([period]), known.a)
    grouped = charged.group_by("staff_id").aggregate(
        amount=money.total(charged.relationship_cost),
        visits=money.total(charged.visits),
        customers=charged.customer_id.nunique(),
    )
    return compiled(_largest(grouped.mutate(treasury=ibis.literal(0, "int64")), most))
