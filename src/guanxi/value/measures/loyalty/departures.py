"""Departures month by month (逐月流失), and loss rates by group with intervals (分组流失率).

At risk is who was there at the start. The rate of a year: of the customers a year ago, the share departed since.
Only closings can be compared with the year before: the other two signs need months that were not kept.
"""

from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import LOSS_MONTHS, LOSS_RATES
from guanxi.contracts.products import FAMILIES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.measures.departure import MONTHS
from guanxi.value.measures.loyalty import months, tables
from guanxi.value.measures.loyalty.tables import Row

SIGNS = ("closed", "dormant", "run_off")
_LISTS = (*SIGNS, "profit_lost", "balance_lost")
SUMS = (
    "at_risk", "departed", "closed", "at_risk_prior", "closed_prior", "profit", "profit_lost", "balance",
    "balance_lost",
)  # fmt: skip
PLAIN = ("kind", "source", "level", "tier", "cohort")
#: Known of a year ago only, so that the year before cannot be told.
OF_THEN = ("level", "family")


def flows(members: ir.Table) -> ir.Table:
    """Return what came to and left each unit and owner, by month number: entered, signs, profit and balance lost."""
    m = members.mutate(entry=months.entered(members))
    there = m.filter(m.left.isnull() | (m.left >= m.entry))
    came = there.group_by(["unit_id", "owner_id", "entry"]).aggregate(entered=there.count().cast("int64"))
    gone = m.filter(months.leaves(m))
    left = gone.group_by(["unit_id", "owner_id", "left"]).aggregate(
        **{sign: money.total(ibis.ifelse(gone.departure == sign, 1, 0)) for sign in SIGNS},
        profit_lost=money.total(gone.profit_prior),
        balance_lost=money.total(gone.balance_before),
    )
    zero = ibis.literal(0, "int64")
    first = came.select("unit_id", "owner_id", month=came.entry, entered=came.entered, **dict.fromkeys(_LISTS, zero))
    second = left.select("unit_id", "owner_id", month=left.left, entered=zero, **{n: left[n] for n in _LISTS})
    return first.union(second, distinct=False)


def loss_months(flows: ir.Table, above: ir.Table, last: str) -> ir.Table:
    """Return the lists of 24 months of every scope from ``flows``."""
    row = scopes.spread(flows, above)
    left = row.closed + row.dormant + row.run_off
    wide: dict[str, Any] = {}
    for i in range(MONTHS):
        there = ibis.ifelse(row.month <= i, row.entered, 0) - ibis.ifelse(row.month < i, left, 0)
        wide[f"at_risk_{i:02d}"] = money.total(there)
        wide |= {f"{n}_{i:02d}": money.total(ibis.ifelse(row.month == i, row[n], 0)) for n in _LISTS}
    grouped = row.group_by(["scope", "scope_id"]).aggregate(**wide)
    lists = {n: ibis.array([grouped[f"{n}_{i:02d}"] for i in range(MONTHS)]) for n in ("at_risk", *_LISTS)}
    one = ibis.literal(1, "int64")
    return grouped.select("scope", "scope_id", place=one, last=ibis.literal(last), **lists).select(*LOSS_MONTHS.names)


def marked(members: ir.Table) -> ir.Table:
    """Return members with the counts a rate is made of, 0 or 1 each, money where they count."""
    m = members
    now, prior = months.at_risk(m, months.YEAR), months.at_risk(m, 0)
    gone, shut = now & months.leaves(m), months.closes(m)
    flags = {
        "at_risk": now,
        "departed": gone,
        "closed": now & shut,
        "at_risk_prior": prior,
        "closed_prior": prior & shut & (m.left < months.YEAR),
    }
    return m.mutate(
        **{name: ibis.ifelse(flag, 1, 0).cast("int64") for name, flag in flags.items()},
        profit=ibis.ifelse(now, m.profit_prior, 0),
        profit_lost=ibis.ifelse(gone, m.profit_prior, 0),
        balance=ibis.ifelse(now, m.balance_before, 0),
        balance_lost=ibis.ifelse(gone, m.balance_before, 0),
        largest=ibis.ifelse(gone, m.balance_before, 0),
    )


def cells(marked: ir.Table, family_then: ir.Table) -> ir.Table:
    """Add up marks by unit, dimension and member, without owners; ``family_then``: customer × family a year ago."""
    held = family_then.filter(family_then.accounts > 0).select("customer_id", "family")
    of_family = held.join(marked, "customer_id")
    named = {name: marked[name].cast("string") for name in PLAIN if name != "level"}
    named["level"] = marked.level_before.cast("string")
    parts = [_cell(marked, name, column) for name, column in named.items()]
    parts.append(_cell(of_family, "family", of_family.family))
    return ibis.union(*parts, distinct=False)


def _cell(rows: ir.Table, dimension: str, member: Any) -> ir.Table:
    named = rows.mutate(member=member)
    grouped = named.group_by(["unit_id", "member"]).aggregate(**_totals(named))
    owner = ibis.null("string")
    return grouped.mutate(dimension=ibis.literal(dimension), owner_id=owner).filter(grouped.member.notnull())


def all_together(marked: ir.Table) -> ir.Table:
    """Add up marks by unit and owner."""
    grouped = marked.group_by(["unit_id", "owner_id"]).aggregate(**_totals(marked))
    return grouped.mutate(dimension=ibis.literal("all"), member=ibis.literal(""))


def _totals(rows: ir.Table) -> dict[str, Any]:
    return {n: money.total(rows[n]) for n in SUMS} | {"largest": ibis.coalesce(rows.largest.max(), 0).cast("int64")}


def spread(both: ir.Table, above: ir.Table) -> ir.Table:
    """Add cells up by scope, dimension and member; ``largest`` is the largest single loss of balances."""
    row = scopes.spread(both, above)
    sums = {n: money.total(row[n]) for n in SUMS} | {"largest": row.largest.max()}
    return row.group_by(["scope", "scope_id", "dimension", "member"]).aggregate(**sums)


def rates(rows: list[Row], a: Assumptions) -> Iterator[Row]:
    """Return the published rows from counted ones: rates, intervals, what differs from the rest of the bank."""
    whole = next((row for row in rows if row["scope"] == "bank" and row["dimension"] == "all"), None)
    for row in rows:
        if not row["at_risk"]:
            continue
        if row["dimension"] in OF_THEN:
            row = row | {"at_risk_prior": 0, "closed_prior": 0}
        others, left = (whole[n] - row[n] if whole else 0 for n in ("at_risk", "departed"))
        lost, most = row["balance_lost"], row["largest"]
        norm = a.entries.get(f"loyalty.norm_{row['member']}") if row["dimension"] == "kind" else None
        yield row | {
            **tables.bounds("loss", row["departed"], row["at_risk"], a),
            **tables.bounds("closing", row["closed"], row["at_risk"], a),
            **tables.bounds("closing_prior", row["closed_prior"], row["at_risk_prior"], a),
            "differs": "alike" if others == 0 else tables.against(row["departed"], row["at_risk"], left, others, a),
            "changed": tables.against(row["closed"], row["at_risk"], row["closed_prior"], row["at_risk_prior"], a),
            "top_lost_rate": min(1.0, max(0.0, most / lost)) if lost > 0 else None,
            "norm_rate": norm.value if norm else None,
            "norm_source": norm.source if norm else None,
        }


def loss_rates(counted: list[Row], a: Assumptions) -> ir.Table:
    """Return the published table from the counted cells of all scopes."""
    dimensions = ("all", *PLAIN, "family")
    order = {name: number for number, name in enumerate(dimensions)}
    families = {name: number for number, name in enumerate(FAMILIES)}

    def place(row: Row) -> tuple[Any, ...]:
        member = row["member"] or ""
        number = families.get(member, 0) if row["dimension"] == "family" else 0
        return (row["scope"], row["scope_id"], order[row["dimension"]], number, member)

    return tables.published(LOSS_RATES, rates(sorted(counted, key=place), a))
