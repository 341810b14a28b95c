"""A loan reprices (贷款重定价): its rate is set anew within the days ahead; talk before the customer asks elsewhere.

The day comes every ``repricing`` months of the product from the opening, on the day of the month it was opened (the
28th at the latest). Stake: balance × what the family earns in a year over the bank. Chance: an assumption. Urgency:
from 1 at the far end to 2 on the day. Subject: the account. Evidence: account_id, family, amount, reprices_on, rate.
"""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import relationship
from guanxi.value.measures.suggestions import act
from guanxi.value.sources import Tables


def suggested(here: ir.Table, tables: Tables, as_of: date, on: date, a: Assumptions) -> ir.Table:
    """``tables``: accounts, products, balances (last month), family_rates."""
    ahead, least = int(a["worklist.maturing_days"]), int(a["worklist.repricing_least_months"])
    products = tables["products"]
    loans = products.filter((products.side == "asset") & (products.repricing >= least))
    accounts = tables["accounts"].select("account_id", "customer_id", "product_id", "rate", "opened_on", "closed_on")
    rows = accounts.join(loans.select("product_id", "family", "repricing"), "product_id")
    rows = rows.filter((rows.closed_on.isnull() | (rows.closed_on > as_of)) & (rows.opened_on < on))
    due = ibis.union(*[_in_month(rows, on, months) for months in range(ahead // 28 + 2)], distinct=False)
    due = due.filter((due.reprices_on > on) & (due.reprices_on <= on + timedelta(days=ahead)))
    b = tables["balances"].select("account_id", "end_balance")
    due = due.join(b.filter(b.end_balance > 0), "account_id")
    due = due.join(here.select("customer_id", "owner_id", "unit_id"), "customer_id")
    due = due.left_join(tables["family_rates"], "family").drop("family_right")
    days = due.reprices_on.delta(on, unit="day")
    return act.acts(
        due,
        kind="mature",
        reason="repricing",
        subject=due.account_id,
        stake=money.whole(due.end_balance * ibis.coalesce(due.margin_rate, 0.0)),
        chance=a["worklist.repricing_chance"],
        urgency=2.0 - days.cast("float64") / ahead,
        due_on=act.soon("repricing", on, a),
        evidence=act.evidence(
            account_id=due.account_id,
            family=due.family,
            amount=due.end_balance,
            reprices_on=due.reprices_on,
            customer_rate=due.rate,
        ),
    )


def _in_month(rows: ir.Table, on: date, months: int) -> ir.Table:
    """Return the loans that reprice in the month so many after the one of ``on``, with the day."""
    index = on.year * 12 + on.month - 1 + months
    since = (index + 1) - relationship.month(rows.opened_on)
    found = rows.filter((since > 0) & (since % rows.repricing == 0))
    day = ibis.least(found.opened_on.day(), 28)
    return found.mutate(reprices_on=ibis.date(ibis.literal(index // 12), ibis.literal(index % 12 + 1), day))
