"""Product maturing (产品到期): an account with a term ends within the days ahead; talk before the day.

Stake: balance × what the family earns in a year over the bank (with a year as the horizon). Chance: the share of
last year's maturities of the family whose customers hold none of it today, observed; an assumption where there were
too few. Urgency: from 1 at the far end to 2 on the day. Subject: the account.
Evidence: account_id, product_id, family, amount, matures_on, last_year_left_rate, last_year_matured.
"""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act
from guanxi.value.sources import Tables


def suggested(here: ir.Table, tables: Tables, as_of: date, on: date, a: Assumptions) -> ir.Table:
    """``tables``: accounts, products, balances (last month), customer_family, family_rates."""
    ahead = int(a["worklist.maturing_days"])
    termed = _termed(tables, a)
    due = termed.filter((termed.matures_on > on) & (termed.matures_on <= on + timedelta(days=ahead)))
    due = due.filter(due.closed_on.isnull() | (due.closed_on > as_of))
    b = tables["balances"].select("account_id", "end_balance")
    rows = due.join(b, "account_id").join(here.select("customer_id", "owner_id", "unit_id"), "customer_id")
    left = left_rates(termed, tables["customer_family"], as_of, a)
    rows = rows.left_join(left, "family").drop("family_right")
    rows = rows.left_join(tables["family_rates"], "family").drop("family_right")
    chance = ibis.coalesce(rows.left_rate, float(a["worklist.maturing_left_default"]))
    days = rows.matures_on.delta(on, unit="day")
    talk = rows.matures_on - ibis.interval(days=int(a["worklist.maturing_talk_days"]))
    return act.acts(
        rows,
        kind="mature",
        reason="maturing",
        subject=rows.account_id,
        stake=money.whole(ibis.greatest(rows.end_balance, 0) * ibis.coalesce(rows.margin_rate, 0.0)),
        chance=chance,
        urgency=2.0 - days.cast("float64") / ahead,
        due_on=ibis.greatest(talk.cast("date"), ibis.literal(on)),
        evidence=act.evidence(
            account_id=rows.account_id,
            product_id=rows.product_id,
            family=rows.family,
            amount=rows.end_balance,
            matures_on=rows.matures_on,
            last_year_left_rate=rows.left_rate,
            last_year_matured=rows.matured,
        ),
    )


def left_rates(termed: ir.Table, customer_family: ir.Table, as_of: date, a: Assumptions) -> ir.Table:
    """Return family, left_rate, matured: of last year's maturities, whose customers hold none of the family today."""
    ended = termed.filter(
        (termed.matures_on > as_of - timedelta(days=395)) & (termed.matures_on <= as_of - timedelta(days=30))
    )
    held = customer_family.filter(customer_family.accounts > 0)
    held = held.select(holder="customer_id", kept="family")
    joined = ended.left_join(held, [ended.customer_id == held.holder, ended.family == held.kept])
    counts = joined.group_by("family").aggregate(
        matured=joined.count(), left=money.total(ibis.ifelse(joined.kept.isnull(), 1, 0))
    )
    enough = counts.filter(counts.matured >= a["worklist.maturing_least"])
    return enough.select("family", left_rate=money.ratio(enough["left"], enough.matured, 4), matured=enough.matured)


def _termed(tables: Tables, a: Assumptions) -> ir.Table:
    accounts, products = tables["accounts"], tables["products"]
    termed = accounts.filter(accounts.matures_on.notnull()).select(
        "account_id", "customer_id", "product_id", "matures_on", "closed_on"
    )
    families = products.select("product_id", "family")
    rows = termed.join(families, "product_id")
    return rows.filter(rows.family.isin(a["worklist.maturing_families"]))
