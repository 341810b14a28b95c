"""What a customer holds (持有情况): product families, and the own holding of each.

Grain: customer. Own holding of a family with balances is its average balance of the last month, of a service its
revenue of the last month × 12. Minor units.
"""

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import DEPOSITS, FAMILIES, LOANS
from guanxi.value import money

BALANCED = (*DEPOSITS, *LOANS)
SERVICES = tuple(f for f in FAMILIES if f not in BALANCED)


def own(customer_family: ir.Table) -> ir.Table:
    """Return customer_id, own_<family> …, families, family_count, account_count."""
    f = customer_family
    holds = f.accounts > 0
    yearly = f.mutate(
        value=ibis.ifelse(f.family.isin(BALANCED), ibis.greatest(f.average, 0), ibis.greatest(f.revenue, 0) * 12),
        is_held=ibis.ifelse(holds, 1, 0),
    )
    wide = {f"own_{name}": money.total(ibis.ifelse(yearly.family == name, yearly.value, 0)) for name in FAMILIES}
    held = {f"has_{name}": ibis.ifelse(yearly.family == name, yearly.is_held, 0).max() for name in FAMILIES}
    rows = yearly.group_by("customer_id").aggregate(**wide, **held, account_count=money.total(yearly.accounts))
    names = [ibis.ifelse(rows[f"has_{name}"] > 0, f"{name} ", "") for name in sorted(FAMILIES)]
    text = names[0]
    for name in names[1:]:
        text = text + name
    count = money.added(rows[f"has_{name}"] for name in FAMILIES)
    return rows.mutate(families=text.strip(), family_count=count.cast("int64"))


def margin_rates(customer_family: ir.Table) -> ir.Table:
    """Return family, margin_rate: what a unit of holding earns in a year, observed over the bank, never below 0."""
    f = customer_family
    grouped = f.group_by("family").aggregate(average=money.total(f.average), revenue=money.total(f.revenue))
    yearly = money.ratio(grouped.revenue * 12, grouped.average, 9)
    rate = ibis.ifelse(grouped.family.isin(BALANCED), ibis.coalesce(yearly, 0.0), 1.0)
    return grouped.select("family", margin_rate=ibis.greatest(rate, 0.0))
