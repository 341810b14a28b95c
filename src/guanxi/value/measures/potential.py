"""Potential total value and its tier (潜在业务总值与潜力层级), from the deck's three inputs.

Σ families (own + (wallet − own) × reachable share) × margin rate is what the customer could bring a year; then
how well the customer is doing: × momentum of balances × factor of the worst impairment stage;
effort: − missing families × visits to place one × cost of a visit; importance: × factor of the size.
Never below 0. The tier follows dated thresholds (Citi's bands in the deck). Grain: customer; minor units a year.
"""

from typing import Any

import ibis

from guanxi.contracts.products import FAMILIES
from guanxi.value import money
from guanxi.value.assumptions import Assumptions


def potential(row: Any, rates: dict[str, Any], visit_cost: Any, a: Assumptions) -> dict[str, Any]:
    """Return potential_12m of a row with facts, own_ and wallet_ columns, and what each input contributes to it.

    potential_base + potential_doing − potential_effort + potential_importance = potential_12m, to the cent.
    """
    reach = a["standing.reachable_share"]
    gains = [
        (row[f"own_{f}"] + (row[f"wallet_{f}"] - row[f"own_{f}"]) * float(reach.get(f, reach["default"]))) * rates[f]
        for f in FAMILIES
    ]
    missing = money.added(ibis.ifelse((row[f"own_{f}"] == 0) & (row[f"wallet_{f}"] > 0), 1, 0) for f in FAMILIES)
    effort = missing * a["standing.visits_per_family"] * visit_cost
    best = money.added(gains)
    # effort is only spent where it pays: what is held already stays
    doing = best * _momentum(row, a) * _quality(row, a)
    left = doing - ibis.least(effort, doing / 2)
    whole = ibis.greatest(money.whole(left * _importance(row, a)), 0)
    base, done, after = money.whole(best), money.whole(doing), money.whole(left)
    return {
        "potential_12m": whole,
        "potential_base": base,
        "potential_doing": done - base,
        "potential_effort": done - after,
        "potential_importance": whole - after,
    }


def tier(row: Any, a: Assumptions) -> Any:
    """Return the tier of a row with kind and potential_12m."""
    tables = a["standing.tiers"]
    bands = tables.get(a["money.base_currency"], tables["default"])
    rules = [
        ((row.kind == kind) & (row.potential_12m >= least), name)
        for kind, band in bands.items()
        for name, least in band.items()
    ]
    return ibis.cases(*rules, else_="small")


def _momentum(row: Any, a: Assumptions) -> Any:
    now = (row.deposit_average_12m + row.loan_average_12m).cast("float64")
    before = (row.deposit_average_prior + row.loan_average_prior).cast("float64")
    larger = ibis.greatest(now, before)
    change = ibis.ifelse(larger > 0, (now - before) / ibis.greatest(larger, 1.0), 0.0)
    return 1.0 + change * a["standing.momentum_weight"]


def _quality(row: Any, a: Assumptions) -> Any:
    factors = {int(k): float(v) for k, v in a["standing.stage_factor"].items()}
    return ibis.cases((row.stage >= 3, factors[3]), (row.stage == 2, factors[2]), else_=factors[1])


def _importance(row: Any, a: Assumptions) -> Any:
    table = a["standing.importance"]
    sizes = [(row.axis_size == name, float(value)) for name, value in table.items() if name != "person"]
    return ibis.cases((row.kind == "person", float(table["person"])), *sizes, else_=1.0)
