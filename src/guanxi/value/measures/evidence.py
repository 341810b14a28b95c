"""Evidence of wallets (钱包证据): what customers hold at other banks, weighted by source and age.

A piece of evidence weighs its source's weight, halved with every half-life that has passed since its day. All pieces
about one customer, family and bank are averaged by weight; the banks are added up. Standing orders to other banks are
evidence of the source ``flow``: monthly amount × months of its purpose. A service counts in wallets by its yearly
revenue, so what is held of it elsewhere is turned into that by a yield. A row whose bank means "all banks" tells the
whole wallet, this bank included. Weights are whole thousandths, so that every engine adds up the same.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import holding, market
from guanxi.value.sources import Tables

COLUMNS = ("customer_id", "family", "bank", "amount", "source", "as_of")
FLOW = "flow"


def gathered(tables: Tables, as_of: date, a: Assumptions) -> ir.Table:
    """Return delivered evidence that is young enough, and what standing orders tell: the columns of ``COLUMNS``."""
    e = tables["wallet_evidence"]
    oldest = periods.first_day(periods.shift(periods.of(as_of), -a["standing.evidence_months"]))
    valid = e.filter((e.as_of <= as_of) & (e.as_of >= oldest) & (e.amount >= 0))
    return valid.select(*COLUMNS).union(flows(tables, as_of, a), distinct=False)


def flows(tables: Tables, as_of: date, a: Assumptions) -> ir.Table:
    """Return what standing orders to other banks tell: customer, family, bank, amount in minor units, as of today."""
    o = tables["orders"]
    away = o.filter(ibis.coalesce(o.counterparty_bank, "") != "")
    rows = away.join(tables["accounts"].select("account_id", "customer_id"), "account_id")
    rows = rows.join(tables["customers"].select("customer_id", "kind"), "customer_id")
    worth, families = [], []
    for purpose, rule in a["wallet.order_months"].items():
        same = rows.purpose == purpose
        worth.append((same, float(rule["months"])))
        families += [(same & (rows.kind == kind), rule[kind]) for kind in ("company", "person")]
    told = rows.mutate(
        family=ibis.cases(*families, else_=ibis.null("string")),
        holding=money.whole(rows.amount * ibis.cases(*worth, else_=0.0)),
        bank=rows.counterparty_bank,
    )
    told = told.filter(told.family.notnull() & (told.holding > 0))
    sums = told.group_by(["customer_id", "family", "bank"]).aggregate(amount=money.total(told.holding))
    return sums.mutate(source=ibis.literal(FLOW), as_of=ibis.literal(as_of)).select(*COLUMNS)


def at_banks(pieces: ir.Table, as_of: date, a: Assumptions) -> ir.Table:
    """Return one row per customer, family and bank: amount, day and source of what weighs most, is_total."""
    halves = (ibis.literal(as_of).delta(pieces.as_of, unit="day")) / (30.4375 * float(a["wallet.half_life_months"]))
    weights = [(pieces.source == name, float(weight)) for name, weight in a["wallet.source_weight"].items()]
    weight = ibis.cases(*weights, else_=0.1) * ibis.literal(0.5).pow(halves) * 1000
    weighed = pieces.mutate(weight=ibis.greatest(money.whole(weight), 1), days=_number(pieces.as_of))
    # the piece that weighs most names source and day; a later day, then the name of the source, breaks a tie
    order = ibis.window(
        group_by=["customer_id", "family", "bank"],
        order_by=[weighed.weight.desc(), weighed.days.desc(), weighed.source],
    )
    placed = weighed.mutate(place=ibis.row_number().over(order))
    first = placed.place == 0
    grouped = placed.group_by(["customer_id", "family", "bank"]).aggregate(
        by_weight=(placed.amount * placed.weight).sum(),
        weight=placed.weight.sum(),
        source=ibis.ifelse(first, placed.source, ibis.null("string")).max(),
        as_of=ibis.ifelse(first, placed.as_of, ibis.null("date")).max(),
    )
    return grouped.select(
        "customer_id",
        "family",
        "bank",
        "source",
        "as_of",
        amount=money.whole(grouped.by_weight.cast("float64") / grouped.weight.cast("float64")),
        is_total=grouped.bank.isin(list(a["wallet.total_banks"])),
    )


def outside(known: ir.Table, a: Assumptions) -> ir.Table:
    """Return customer_id and per family: outside_, total_ in minor units (NULL: unknown), flow_ (1: flows only)."""
    sums: dict[str, Any] = {}
    for f in FAMILIES:
        here = known.family == f
        counted = known.amount if f in holding.BALANCED else money.whole(known.amount * _yield(f, a))
        other, whole = here & ~known.is_total, here & known.is_total
        sums[f"outside_{f}"] = ibis.ifelse(other, counted, ibis.null("int64")).sum().cast("int64")
        sums[f"total_{f}"] = ibis.ifelse(whole, counted, ibis.null("int64")).max()
        sums[f"flow_{f}"] = ibis.ifelse(here, ibis.ifelse(known.source == FLOW, 1, 0), ibis.null("int64")).min()
    return known.group_by("customer_id").aggregate(**sums)


def documents(known: ir.Table) -> ir.Table:
    """Return customer_id, wallet_evidence: a JSON list of family, bank, amount (minor units), source and day."""
    text = (
        ibis.literal('{"family": "') + known.family
        + '", "bank": "' + market.plain(known.bank)
        + '", "amount": ' + known.amount.cast("string")
        + ', "source": "' + known.source
        + '", "as_of": "' + known.as_of.cast("string") + '"}'
    )  # fmt: skip
    rows = known.select("customer_id", "family", "bank", text=text)
    joined = rows.group_by("customer_id").aggregate(
        all=rows.text.group_concat(", ", order_by=rows.text),
    )
    return joined.select("customer_id", wallet_evidence=ibis.literal("[") + joined["all"] + "]")


def _yield(family: str, a: Assumptions) -> float:
    return float(a["wallet.service_yield"].get(family, 0.0))


def _number(day: Any) -> Any:
    return day.delta(ibis.literal(date(1970, 1, 1)), unit="day")
