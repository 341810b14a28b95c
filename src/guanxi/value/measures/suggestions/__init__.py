"""Suggested acts (建议动作): one file per reason, each from profiles of customers to rows of the work list.

Every row: customer_id, owner_id, unit_id, kind, reason, subject, stake (profit of a year at stake, minor units),
chance, urgency (0–2), due_on, evidence (JSON; names are fixed in each file). ``gathered`` keeps the largest stakes
of each reason within a share of the manager's book, so that a list stays workable whatever the size of the bank.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import (
    dormant_balance,
    large_outflow,
    level_step,
    loss_maker,
    maturing,
    no_contact,
    profit_falling,
)
from guanxi.value.sources import Tables

PUBLISHED = (
    "customer_id", "kind", "reason", "subject", "stake", "chance", "urgency", "due_on", "evidence",
)  # fmt: skip


def gathered(tables: Tables, as_of: date, on: date, a: Assumptions) -> ir.Table:
    """Return the suggestions of all reasons, due from the day ``on`` which they are shown.

    ``tables``: profiles, accounts, products, balances, customer_family, family_rates.
    """
    profiles = tables["profiles"]
    here = profiles.filter(profiles.here & (ibis.coalesce(profiles.departure, "") != "dormant"))
    found = ibis.union(
        profit_falling.suggested(here, on, a),
        large_outflow.suggested(here, on, a),
        maturing.suggested(here, tables, as_of, on, a),
        dormant_balance.suggested(here, on, a),
        level_step.suggested(here, on, a),
        loss_maker.suggested(here, on, a),
        no_contact.suggested(here, as_of, on, a),
        distinct=False,
    )
    return workable(found, here, a)


def workable(found: ir.Table, here: ir.Table, a: Assumptions) -> ir.Table:
    """Keep of each reason the largest stakes, up to its share of the manager's (else the unit's) customers."""
    book = here.group_by(desk=_desk(here)).aggregate(size=here.count())
    large = found.filter(found.stake >= a["worklist.least_stake"])
    named = large.mutate(desk=_desk(large))
    order = ibis.window(
        group_by=[named.desk, named.reason], order_by=[named.stake.desc(), named.customer_id, named.subject]
    )
    placed = named.mutate(place=ibis.row_number().over(order) + 1).join(book, "desk")
    shares = [(placed.reason == reason, float(share)) for reason, share in a["worklist.book_share"].items()]
    allowed = (ibis.cases(*shares, else_=0.0) * placed["size"]).ceil()
    kept = placed.filter(placed.place <= allowed)
    return kept.select(*PUBLISHED)


def _desk(row: ir.Table) -> ir.StringValue:
    return ibis.coalesce(row.owner_id, ibis.literal("unit ") + row.unit_id)
