"""Joint accounts (联名账户归属): whose an account's figures are, summing to one.

Grain: account × holder, only for accounts with at least two holders that carry shares; every other account belongs
whole to its customer. Shares are scaled to sum to one and laid end to end in the order of customer numbers, so that
``whole(x × high) − whole(x × low)`` gives every holder whole minor units and loses none.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value import money


def splits(account_parties: ir.Table) -> ir.Table:
    """Return account_id, holder_id, low, high: the holder's stretch of the account between 0 and 1."""
    p = account_parties
    holders = p.filter((p.role == "holder") & (p.share > 0)).select("account_id", "customer_id", "share")
    whole = ibis.window(group_by=holders.account_id)
    running = ibis.window(group_by=holders.account_id, order_by=holders.customer_id, preceding=None, following=0)
    laid = holders.mutate(
        holders=holders.customer_id.count().over(whole),
        total=holders.share.sum().over(whole),
        upto=holders.share.sum().over(running),
        last=holders.customer_id.max().over(whole),
    )
    high = ibis.ifelse(laid.customer_id == laid["last"], 1.0, (laid.upto / laid.total).round(12))
    stretched = laid.mutate(high=high).filter(laid.holders > 1)
    before = ibis.window(group_by=stretched.account_id, order_by=stretched.customer_id)
    return stretched.select(
        "account_id",
        holder_id=stretched.customer_id,
        low=ibis.coalesce(stretched.high.lag().over(before), 0.0),
        high=stretched.high,
    )


def attributed(rows: ir.Table, split: ir.Table, amounts: list[str]) -> ir.Table:
    """Give each holder the own part of the amounts of an account's row; ``customer_id`` becomes the holder."""
    joined = rows.left_join(split, "account_id")
    return joined.select(
        *[rows[c] for c in rows.columns if c not in {"customer_id", *amounts}],
        customer_id=ibis.coalesce(joined.holder_id, rows.customer_id),
        **{name: _part(rows[name], joined) for name in amounts},
    )


def _part(amount: Any, joined: Any) -> Any:
    part = money.whole(amount * joined.high) - money.whole(amount * joined.low)
    return ibis.ifelse(joined.holder_id.isnull(), amount, part)
