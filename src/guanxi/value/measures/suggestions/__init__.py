"""Suggested acts (建议动作): one file per reason, each from profiles of customers to rows of the work list.

Every row: customer_id, owner_id, unit_id, kind, reason, subject, stake (profit of a year at stake, minor units),
chance, urgency (0–2), due_on, evidence (JSON; names are fixed in each file). ``gathered`` keeps the largest stakes
of each reason within a share of the manager's book, so that a list stays workable whatever the size of the bank, and
all promises, complaints and contacts the better grades are due; then one matter of a customer is one line.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import (
    complaint_open,
    dormant_balance,
    idle_wallet,
    large_outflow,
    leaving,
    level_step,
    loss_maker,
    maturing,
    merging,
    next_product,
    no_contact,
    profit_falling,
    promise_open,
    repricing,
    run_off,
    worth_winning,
)
from guanxi.value.sources import Tables

PUBLISHED = (
    "customer_id", "kind", "reason", "subject", "stake", "chance", "urgency", "due_on", "evidence",
)  # fmt: skip


def gathered(tables: Tables, as_of: date, on: date, a: Assumptions) -> ir.Table:
    """Return the suggestions of all reasons, due from the day ``on`` which they are shown.

    ``tables``: profiles, accounts, products, balances, customer_family, family_rates, acquisition, promises,
    complaints, next_products, likely (``leaving.likely``).
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
        run_off.suggested(here, on, a),
        leaving.suggested(here, tables["likely"], on, a),
        idle_wallet.suggested(here, on, a),
        next_product.suggested(here, tables["next_products"], on, a),
        worth_winning.suggested(here, tables["acquisition"], on, a),
        repricing.suggested(here, tables, as_of, on, a),
        promise_open.suggested(here, tables["promises"], on, a),
        complaint_open.suggested(here, tables["complaints"], on, a),
        distinct=False,
    )
    return merging.merged(workable(found, here, a), a).select(*PUBLISHED)


def workable(found: ir.Table, here: ir.Table, a: Assumptions) -> ir.Table:
    """Keep of each reason the largest stakes, up to its share of the manager's (else the unit's) customers.

    What must be done is kept whatever its stake or number: promises, complaints, contacts of the guaranteed grades.
    """
    book = here.group_by(desk=_desk(here)).aggregate(size=here.count())
    graded = here.filter(here.grade.isin(a["worklist.cadence_guaranteed"])).select(cared="customer_id")
    found = found.left_join(graded, found.customer_id == graded.cared)
    due = (found.reason == merging.CONTACT) & found.cared.notnull()
    found = found.mutate(must=found.reason.isin(a["worklist.always"]) | due).drop("cared")
    large = found.filter(found.must | (found.stake >= a["worklist.least_stake"]))
    named = large.mutate(desk=_desk(large))
    order = ibis.window(
        group_by=[named.desk, named.reason], order_by=[named.stake.desc(), named.customer_id, named.subject]
    )
    placed = named.mutate(place=ibis.row_number().over(order) + 1).join(book, "desk")
    shares = [(placed.reason == reason, float(share)) for reason, share in a["worklist.book_share"].items()]
    allowed = (ibis.cases(*shares, else_=0.0) * placed["size"]).ceil()
    kept = placed.filter(placed.must | (placed.place <= allowed))
    return kept.select(*PUBLISHED)


def _desk(row: ir.Table) -> ir.StringValue:
    return ibis.coalesce(row.owner_id, ibis.literal("unit ") + row.unit_id)
