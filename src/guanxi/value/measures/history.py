"""Twelve-month sums and 24-month lists of a customer (近12月合计与24个月序列), from kept customer months.

Grain: customer. ``sums`` adds the twelve months up to the last one and the twelve before; ``lists`` lays 24 months side
by side, oldest first, a month without a row as 0. Money in minor units.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.contracts.movements import CHANNELS
from guanxi.value import money
from guanxi.value.measures import usage

BALANCES = ("deposit_average", "loan_average")
LISTS = ("profit", "deposit", "loan", "fee")


def profit(row: Any) -> Any:
    """Profit = deposit margin + loan margin + fees − cost to serve − relationship cost − expected loss."""
    return money.added(row[n] for n in INCOME) - money.added(row[n] for n in CHARGES)


def sums(recent: ir.Table, prior: ir.Table) -> ir.Table:
    """Add up the customer months of the last twelve months and of those before into ``*_12m`` and ``*_prior``."""
    # two plain sums over half the rows each are twice as fast as one that asks every row which year it is of
    both = [*LINES, *BALANCES]
    late = _added(recent, [*both, "overhead_cost", "capital", *CHANNELS, "active", *usage.MONTH], "12m")
    early = _added(prior, [*both, "active", *usage.MONTH], "prior")
    joined = late.outer_join(early, "customer_id")
    amounts = {name: money.known(joined[name]) for part in (late, early) for name in part.columns[1:]}
    return joined.select(customer_id=ibis.coalesce(joined.customer_id, joined.customer_id_right), **amounts)


def _added(rows: ir.Table, names: list[str], ending: str) -> ir.Table:
    return rows.group_by("customer_id").aggregate(**{f"{n}_{ending}": money.total(rows[n]) for n in names})


def within(rows: ir.Table, low: Any, high: Any) -> ir.Table:
    """Return the rows of customers from the first number (included) to the second (not included); ``None``: all."""
    return rows if low is None else rows.filter((rows.customer_id >= low) & (rows.customer_id < high))


def wide(customers: ir.Table, months: Sequence[ir.Table]) -> ir.Table:
    """Lay the months beside each other: columns profit_00 … profit_23, deposit_.., loan_.., fee_.., end_.., active_..

    A chain of joins over sorted parts costs a third of gathering lists in order.
    """
    joined = customers.select("customer_id")
    for index, month in enumerate(months):
        part = month.select(
            **{
                f"key_{index:02d}": month.customer_id,
                f"profit_{index:02d}": profit(month),
                f"deposit_{index:02d}": month.deposit_average,
                f"loan_{index:02d}": month.loan_average,
                f"fee_{index:02d}": month.fees,
                f"end_{index:02d}": month.deposit_end,
                f"active_{index:02d}": month.active,
            }
        )
        joined = joined.left_join(part, joined.customer_id == part[f"key_{index:02d}"]).drop(f"key_{index:02d}")
    return joined


def column(row: Any, name: str, index: int) -> Any:
    """Return a month's value of a wide row, 0 where the customer had none."""
    return money.known(row[f"{name}_{index:02d}"])


def lists(row: Any, count: int = 24) -> dict[str, Any]:
    """Return ``<name>_months``: the values of a wide row as lists, oldest first."""
    return {f"{name}_months": ibis.array([column(row, name, i) for i in range(count)]) for name in LISTS}
