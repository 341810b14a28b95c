"""What a customer went through before a month end (客户的不利经历): grievances and prices that moved against it.

A grievance: an answer to a complaint that was refused, or a promise that was not kept by its day. A price against the
customer: the list rate of a deposit held fell, that of a loan rose, or a fee rose, by at least a price move of
``loyalty``, while it was held and is still. Both are known on the day they happen. Grain: customer.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import DEPOSITS, LOANS
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import landmarks
from guanxi.value.measures.landmarks import ENDS
from guanxi.value.measures.loyalty import prices
from guanxi.value.sources import Tables

#: Product and month (place in the 24) of a price that moved against its holders.
Move = tuple[str, int]


def upsets(tables: Tables, ask: Callable[[ir.Table], Any], last: str, a: Assumptions) -> ir.Table:
    """Return customer_id, sore_<month end>, dear_<month end> (1 or 0) of customers who went through either.

    ``tables``: complaints, promises, prices, products, accounts.
    """
    sore = grievances(tables["complaints"], tables["promises"], last, a)
    dear = dearer(tables["accounts"], against(tables, ask, last, a), last, a)
    row = sore.outer_join(dear, "customer_id")
    flags = {f"{name}_{at}": ibis.coalesce(row[f"{name}_{at}"], 0) for at in ENDS for name in ("sore", "dear")}
    return row.select(customer_id=ibis.coalesce(row.customer_id, row.customer_id_right), **flags)


def grievances(complaints: ir.Table, promises: ir.Table, last: str, a: Assumptions) -> ir.Table:
    """Return customer_id, sore_<month end>: whether a grievance lies in the months up to it."""
    refused = complaints.filter(complaints.accepted == ibis.literal(False))
    refused = refused.select("customer_id", on=ibis.coalesce(refused.closed_at, refused.received_at).cast("date"))
    due = promises.due_at.cast("date")
    broken = promises.filter(promises.kept_at.isnull() | (promises.kept_at.cast("date") > due))
    rows = refused.union(broken.select("customer_id", on=broken.due_at.cast("date")), distinct=False)
    found = {}
    for at in ENDS:
        since = landmarks.day(last, at - int(a["departing.grievance_months"]))
        lately = (rows.on > since) & (rows.on <= landmarks.day(last, at))
        found[f"sore_{at}"] = ibis.ifelse(lately, 1, 0).max().cast("int64")
    return rows.group_by("customer_id").aggregate(**found)


def against(tables: Tables, ask: Callable[[ir.Table], Any], last: str, a: Assumptions) -> list[Move]:
    """Return the moves of list prices against holders within the 24 months."""
    p = tables["prices"].select("product_id", "on", "list_rate", "fee")
    families = dict(ask(tables["products"].select("product_id", "family")).to_pandas().itertuples(index=False))
    found = []
    for product, listed in prices.months_of(ask(p).to_pylist(), last).items():
        for month in range(1, len(listed)):
            if _is_against(families.get(product, ""), listed[month - 1], listed[month], a):
                found.append((product, month))
    return sorted(found)


def dearer(accounts: ir.Table, moved: list[Move], last: str, a: Assumptions) -> ir.Table:
    """Return customer_id, dear_<month end>: whether a price held moved against the customer in the months up to it."""
    own = accounts.filter(accounts.product_id.isin(sorted({product for product, _ in moved}) or [""]))
    found = {}
    for at in ENDS:
        first, end = at - int(a["departing.price_months"]) + 1, landmarks.day(last, at)
        is_held = own.closed_on.isnull() | (own.closed_on > end)
        hit: Any = ibis.literal(False)
        for product, month in moved:
            if first <= month <= at:
                hit = hit | ((own.product_id == product) & _before(own, landmarks.day(last, month - 1)))
        found[f"dear_{at}"] = ibis.ifelse(is_held & hit, 1, 0).max().cast("int64")
    return own.group_by("customer_id").aggregate(**found)


def _before(own: ir.Table, day: date) -> Any:
    return own.opened_on <= day


def _is_against(family: str, before: dict[str, Any], after: dict[str, Any], a: Assumptions) -> bool:
    rate, fee = (_change(before[name], after[name]) for name in ("list_rate", "fee"))
    sign = -1 if family in DEPOSITS else 1 if family in LOANS else 0
    dearer_fee = bool(before["fee"]) and fee / float(before["fee"] or 1) >= a["loyalty.price_move_fee"] - 1e-12
    return sign * rate >= a["loyalty.price_move_rate"] - 1e-12 or dearer_fee


def _change(before: Any, after: Any) -> float:
    return 0.0 if before is None or after is None else float(after) - float(before)
