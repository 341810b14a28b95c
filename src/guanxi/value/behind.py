"""The rows behind an entry of the reconciliation (核对明细): one unit, one month, one line of the ledger.

The account rows of the unit are computed again with the expressions of the engine, the largest first and no more than
asked for; ``customers`` and ``treasury`` add up all of them, so that they are the entry's, to the cent. Money in minor
units.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts import catalogue
from guanxi.contracts.layout import Part
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.backends.duckdb import DuckDB
from guanxi.value.measures import account_month, attribution, internal_ratings, relationship
from guanxi.value.sources import Store

MOST = 200
#: What stands against each line of the ledger, as ``customer_month.unit_month`` adds it up.
AMOUNTS: dict[str, Callable[[Any], Any]] = {
    "interest_paid": lambda row: row.interest_paid,
    "interest_received": lambda row: row.interest_received,
    "net_interest": lambda row: row.deposit_margin + row.loan_margin,
    "fees": lambda row: row.fees,
    "deposits": lambda row: row.deposit_end,
    "loans": lambda row: row.loan_end,
    "operating_cost": lambda row: row.serve_cost,
    "expected_loss": lambda row: row.expected_loss,
}
STAFF = "staff_cost"


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
    backend = DuckDB()
    try:
        kept = Store(backend, store, parts)
        a = assumptions.on(periods.last_day(period))
        if line == STAFF:
            found = _people(kept, unit_id, period, a)
        elif line in AMOUNTS and period in kept.periods("balances"):
            found = _accounts(kept, unit_id, period, line, a)
        else:
            return Behind(0, 0, 0, [])
        return _told(backend, found)
    finally:
        backend.close()


def _told(backend: DuckDB, found: ir.Table) -> Behind:
    [sums] = backend.ask(
        found.aggregate(n=found.count(), customers=money.total(found.amount), treasury=money.total(found.treasury))
    ).to_pylist()
    first = found.order_by(ibis.desc(found.amount.abs()), found[found.columns[0]]).limit(MOST)
    return Behind(sums["n"], sums["customers"], sums["treasury"], backend.ask(first).to_pylist())


def _accounts(kept: Store, unit_id: str, period: str, line: str, a: Assumptions) -> ir.Table:
    accounts = kept.contract(catalogue.get("accounts"))
    mine = accounts.filter(accounts.unit_id == unit_id)
    parties = kept.contract(catalogue.get("account_parties"))
    tables = {
        "accounts": mine,
        "products": kept.contract(catalogue.get("products")),
        "rates": kept.contract(catalogue.get("rates")),
        "splits": attribution.splits(parties.semi_join(mine, "account_id")),
        "balances": kept.contract(catalogue.get("balances"), [period]),
        "events": kept.contract(catalogue.get("events"), [period]),
    }
    known, days = account_month.contracts(tables), account_month.calendar([period])
    tables["capital_cells"] = internal_ratings.of(kept.backend.ask, tables, known, days, a)
    lines = account_month.lines(tables, [period], a, foreign=True)
    grouped = lines.group_by(["account_id", "customer_id", "family", "currency"]).aggregate(
        amount=money.total(AMOUNTS[line](lines)),
        treasury=money.total(lines.treasury if line == "net_interest" else lines.treasury * 0),
        average_balance=money.total(lines.deposit_average + lines.loan_average),
    )
    return grouped.filter((grouped.amount != 0) | (grouped.treasury != 0))


def _people(kept: Store, unit_id: str, period: str, a: Assumptions) -> ir.Table:
    back = periods.between(periods.shift(period, -11), period)
    tables = {"visits": kept.contract(catalogue.get("visits"), back), "staff": kept.contract(catalogue.get("staff"))}
    charged = relationship.on_customers(tables, account_month.calendar([period]), a)
    mine = charged.filter(charged.unit_id == unit_id)
    grouped = mine.group_by("staff_id").aggregate(
        amount=money.total(mine.relationship_cost),
        visits=money.total(mine.visits),
        customers=mine.customer_id.nunique(),
    )
    return grouped.mutate(treasury=ibis.literal(0, "int64"))
