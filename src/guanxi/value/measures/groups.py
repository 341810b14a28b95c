"""Groups and households (集团与家庭): who belongs together, and whose profit counts where.

A group is what hangs together by links in force that control, own at least the share of control, or are family. The
few links are read and joined by union-find; a group is named by its head, the member nobody in it owns or controls,
the smallest number of several. A customer's profit counts for the groups of those who own it: a stake held from
outside the own group by its share, all the rest for the own group (or for nobody's when it has none). Shares are laid
end to end between 0 and 1, those above one in all scaled down, so that they sum to one and whole cents are lost
nowhere: groups + customers outside any = the bank.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.sources import given

AMOUNTS = ("profit_12m", "profit_prior", "capital_average")
STRETCHES = {"customer_id": "string", "group_id": "string", "is_member": "int64", "low": "float64", "high": "float64"}
Ask = Callable[[ir.Table], Any]


def in_force(links: ir.Table, as_of: date) -> ir.Table:
    """Return the links that make groups or share profit on a day."""
    kinds = links.filter(links.kind.isin(["owns", "controls", "family"]))
    begun = kinds.from_on.isnull() | (kinds.from_on <= as_of)
    now = kinds.filter(begun & (kinds.to_on.isnull() | (kinds.to_on > as_of)))
    return now.select("from_id", "to_id", "kind", "share")


def stretches(ask: Ask, links: ir.Table, as_of: date, a: Assumptions) -> ir.Table:
    """Return customer_id, group_id, is_member, low, high: the stretch of a customer that counts for a group."""
    rows = ask(in_force(links, as_of)).to_pylist()
    found = _stretches(rows, float(a["groups.control_share"]))
    return given(found, STRETCHES)


def members(laid: ir.Table, figures: ir.Table) -> ir.Table:
    """Return every stretch with the part of the customer's amounts that lies on it, in whole minor units."""
    joined = laid.join(figures, "customer_id")
    parts = {n: money.whole(joined[n] * joined.high) - money.whole(joined[n] * joined.low) for n in AMOUNTS}
    held = {n: joined[n] * joined.is_member for n in ("deposit_average", "loan_average")}
    share = (joined.high - joined.low).round(6)
    return joined.select("group_id", "customer_id", "is_member", share_rate=share, **parts, **held)


def groups(found: ir.Table) -> ir.Table:
    """Return one row per group; ``found``: its members and stakes."""
    sums = {n: money.total(found[n]) for n in (*AMOUNTS, "deposit_average", "loan_average")}
    return found.group_by("group_id").aggregate(members=money.total(found.is_member), parts=found.count(), **sums)


def _stretches(rows: Iterable[Mapping[str, Any]], least: float) -> list[dict[str, Any]]:
    links = sorted(rows, key=lambda row: (row["from_id"], row["to_id"], row["kind"]))
    group = _groups(links, least)
    stakes: dict[str, dict[str, float]] = {}
    for row in links:
        owner, owned, share = group.get(row["from_id"]), row["to_id"], row["share"]
        outside = row["kind"] == "owns" and owner is not None and owner != group.get(owned)
        if outside and share:
            own = stakes.setdefault(owned, {})
            own[str(owner)] = own.get(str(owner), 0.0) + float(share)
    found = []
    for customer in sorted({*group, *stakes}):
        found += _laid(customer, group.get(customer), stakes.get(customer, {}))
    return found


def _laid(customer: str, own: str | None, stakes: Mapping[str, float]) -> list[dict[str, Any]]:
    """Lay the stakes of others end to end from 0, the own group's part behind them to 1."""
    whole = max(1.0, sum(stakes.values()))
    found, low = [], 0.0
    for place, (holder, share) in enumerate(sorted(stakes.items())):
        is_last = own is None and sum(stakes.values()) >= 1 and place == len(stakes) - 1
        high = 1.0 if is_last else low + share / whole
        found.append({"customer_id": customer, "group_id": holder, "is_member": 0, "low": low, "high": high})
        low = high
    if own is not None:
        found.append({"customer_id": customer, "group_id": own, "is_member": 1, "low": min(low, 1.0), "high": 1.0})
    return found


def _groups(links: Iterable[Mapping[str, Any]], least: float) -> dict[str, str]:
    """Return customer → head of its group, by union-find; customers without a group are not named."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    led: set[str] = set()
    for row in links:
        joins = row["kind"] in ("family", "controls") or (row["share"] is not None and row["share"] >= least)
        if not joins or row["from_id"] == row["to_id"]:
            continue
        parent[root(row["to_id"])] = root(row["from_id"])
        if row["kind"] != "family":
            led.add(row["to_id"])
    by_root: dict[str, list[str]] = {}
    for one in sorted(parent):
        by_root.setdefault(root(one), []).append(one)
    return {one: next((m for m in all_ if m not in led), all_[0]) for all_ in by_root.values() for one in all_}
