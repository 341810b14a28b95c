"""Cost layers (成本分层): profit after the direct, the attributable and the full cost of a customer.

direct (直接成本): the time the customer's own transactions took, and the expected loss;
attributable (可归属成本): direct + the visits of the relationship manager; the published profit stands on this layer;
full (完全成本): attributable + upkeep of each open account + overhead on the time used and the visits made.

Upkeep and overhead are whole minor units per account, event row and visit, so that they add up over customers
whichever way these are split or merged. Idle capacity is in no layer: it stays the bank's. The ledger is reconciled on
the attributable layer; the full layer is a standard cost beside it. Source: layered costing after Kaplan.
"""

from typing import Any

import ibis

from guanxi.value.assumptions import Assumptions


def upkeep(family: Any, a: Assumptions) -> Any:
    """Return the upkeep of an open account a month in minor units."""
    table = a["layers.account_upkeep"]
    named = [(family == name, int(value)) for name, value in table.items() if name != "default"]
    return ibis.cases(*named, else_=int(table["default"])) if named else ibis.literal(int(table["default"]))


def profits(row: Any, profit: Any) -> dict[str, Any]:
    """Return profit_direct_12m and profit_full_12m beside the profit on the attributable layer."""
    return {
        "profit_direct_12m": profit + row.relationship_cost_12m,
        "profit_full_12m": profit - row.overhead_cost_12m,
    }
