"""Wallet and customer share (钱包与客户份额).

Wallet of a family = own holding + evidence at other banks where there is some (see ``evidence``); else the 0.85
quantile of the holdings of peers (those without counted as 0) in the finest cell with at least 50 members: kind ×
industry × size × region, then without region, then without industry, then kind alone; never below the own holding.
Evidence of a whole wallet that is less than what we hold contradicts itself: the own holding stands and is marked.
Customer share = Σ own × margin rate ÷ Σ wallet × margin rate. Grain: customer; minor units; a service counts by
its yearly revenue. ``wallet_amount`` adds the families with balances.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import holding

CELLS = (
    ("kind", "axis_industry", "axis_size", "axis_region"),
    ("kind", "axis_industry", "axis_size"),
    ("kind", "axis_size"),
    ("kind",),
)
FAMILIES_FIRST = next(iter(FAMILIES))


def peers(facts: ir.Table, keys: tuple[str, ...], a: Assumptions) -> ir.Table:
    """Return the cells of one fineness that have enough members: keys, peer_<family> in minor units."""
    here = facts.filter(facts.here)
    named = here.mutate(**{key: ibis.coalesce(here[key], "") for key in keys})
    cells = named.group_by(list(keys)).aggregate(
        members=named.count(),
        **{f"peer_{f}": named[f"own_{f}"].quantile(a["standing.peer_quantile"]) for f in FAMILIES},
    )
    enough = cells.filter(cells.members >= a["standing.least_peers"])
    # engines interpolate a quantile in different orders: what differs is far below a thousandth
    return enough.mutate(**{f"peer_{f}": money.whole(enough[f"peer_{f}"].round(3)) for f in FAMILIES}).drop("members")


def wallets(facts: ir.Table, cells: dict[tuple[str, ...], ir.Table], outside: ir.Table) -> ir.Table:
    """Return customer_id, wallet_<family> and mark_<family> for every family, cell (1 finest, 0 none)."""
    names = [f"own_{f}" for f in FAMILIES]
    row = facts.select("customer_id", *CELLS[0], *names)
    for number, (keys, cell) in enumerate(cells.items()):
        renamed = cell.select(
            **{f"k{number}_{k}": cell[k] for k in keys}, **{f"p{number}_{f}": cell[f"peer_{f}"] for f in FAMILIES}
        )
        same = [ibis.coalesce(row[k], "") == renamed[f"k{number}_{k}"] for k in keys]
        row = row.left_join(renamed, same).drop(*[f"k{number}_{k}" for k in keys])
    known = [column for column in outside.columns if column != "customer_id"]
    row = row.left_join(outside, "customer_id").select(row, *[outside[column] for column in known])
    used = [(row[f"p{n}_{FAMILIES_FIRST}"].notnull(), n + 1) for n in range(len(cells))]
    return row.select(
        "customer_id",
        cell=ibis.cases(*used, else_=0).cast("int64"),
        **{f"wallet_{f}": _wallet(row, f, len(cells)) for f in FAMILIES},
        **{f"mark_{f}": _mark(row, f, len(cells)) for f in FAMILIES},
    )


def _known(row: Any, family: str) -> Any:
    """Return the wallet evidence tells, the larger of whole and sum of banks; NULL when there is none."""
    by_bank = row[f"own_{family}"] + row[f"outside_{family}"]
    whole = row[f"total_{family}"]
    # said in cases: the greatest of a number and NULL differs from engine to engine
    return ibis.cases((by_bank.isnull(), whole), (whole.isnull(), by_bank), (whole > by_bank, whole), else_=by_bank)


def _peer(row: Any, family: str, levels: int) -> Any:
    return ibis.coalesce(*[row[f"p{n}_{family}"] for n in range(levels)], 0)


def _wallet(row: Any, family: str, levels: int) -> Any:
    own = row[f"own_{family}"]
    return ibis.greatest(ibis.coalesce(_known(row, family), _peer(row, family, levels)), own).cast("int64")


def _mark(row: Any, family: str, levels: int) -> Any:
    """Return where a wallet comes from, as one letter of ``contracts.figures.wallet.MARKS``."""
    own, known = row[f"own_{family}"], _known(row, family)
    peer = _peer(row, family, levels)
    # own holding and banks together: a sum without a whole can never lie below what we hold
    against = row[f"total_{family}"].notnull() & (ibis.coalesce(known, own) < own)
    return ibis.cases(
        (against, "c"),
        (known.notnull() & (row[f"flow_{family}"] == 1), "f"),
        (known.notnull(), "e"),
        ((peer > own), "p"),
        ((own > 0), "o"),
        else_="n",
    )


def share(row: Any, rates: dict[str, Any]) -> dict[str, Any]:
    """Return wallet_amount and customer_share of a row with own_ and wallet_ columns; ``rates`` per family."""
    wallet = money.added(row[f"wallet_{f}"] for f in holding.BALANCED)
    own_value = money.added(row[f"own_{f}"] * rates[f] for f in FAMILIES)
    wallet_value = money.added(row[f"wallet_{f}"] * rates[f] for f in FAMILIES)
    return {
        "wallet_amount": wallet.cast("int64"),
        "customer_share": money.share(own_value, wallet_value),
    }


def figures(facts: ir.Table, wallets: ir.Table, documents: ir.Table) -> ir.Table:
    """Return customer_id and the published columns: own_families, wallet_families, wallet_marks, _cell, _evidence.

    ``wallets`` of this file, ``documents`` of ``evidence``; the lists stand in the order of the product families.
    """
    own = facts.select(key="customer_id", **{f"own_{f}": facts[f"own_{f}"] for f in FAMILIES})
    told = documents.select(told="customer_id", wallet_evidence="wallet_evidence")
    row = wallets.join(own, wallets.customer_id == own.key).left_join(told, wallets.customer_id == told.told)
    return row.select(
        "customer_id",
        own_families=ibis.array([row[f"own_{f}"] for f in FAMILIES]),
        wallet_families=ibis.array([row[f"wallet_{f}"] for f in FAMILIES]),
        wallet_marks=money.added(row[f"mark_{f}"] for f in FAMILIES),
        wallet_cell=row.cell.cast("string"),
        wallet_evidence=row.wallet_evidence,
    )
