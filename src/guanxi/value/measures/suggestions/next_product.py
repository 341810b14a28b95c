"""The next product (下一个产品): the suitable product the customer is likeliest to open and that pays its effort.

Stake: what holders like this customer earn with it in a year; chance: that it is opened within twelve months; both as
``measures.next_product`` found them. Urgency 0.8: nothing is lost by waiting a week.
Evidence: next_product, gain_12m, next_chance, held (product families held).
"""

from datetime import date

import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.suggestions import act

URGENCY = 0.8


def suggested(here: ir.Table, next_products: ir.Table, on: date, a: Assumptions) -> ir.Table:
    """Return the acts of this reason from profiles and what comes next of each customer."""
    part = next_products.filter(next_products.next_product.notnull())
    part = part.select("customer_id", "next_product", "next_product_chance", "next_gain")
    found = here.select("customer_id", "owner_id", "unit_id", "families").join(part, "customer_id")
    return act.acts(
        found,
        kind="grow",
        reason="next_product",
        stake=found.next_gain,
        chance=found.next_product_chance,
        urgency=URGENCY,
        due_on=act.soon("next_product", on, a),
        evidence=act.evidence(
            next_product=found.next_product,
            next_chance=found.next_product_chance,
            gain_12m=found.next_gain,
            held=found.families,
        ),
    )
