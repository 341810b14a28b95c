"""Cost to serve (服务成本), time-driven: Σ events × minutes × cost per minute of the channel.

Only the time used is charged; what the channels cost beyond it is idle capacity, a line of its own that is never pushed
on customers. Source: Kaplan and Anderson.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions


def unit_costs(a: Assumptions) -> dict[tuple[str, str], float]:
    """Return the cost of one event in minor units by channel and kind."""
    return {
        (channel, kind): minutes * a["serving.cost_per_minute"][channel]
        for channel, kinds in a["serving.minutes"].items()
        for kind, minutes in kinds.items()
    }


def costs(a: Assumptions) -> ir.Table:
    """Return channel, kind, unit_cost as a table."""
    rows = [{"channel": c, "kind": k, "unit_cost": float(v)} for (c, k), v in unit_costs(a).items()]
    return ibis.memtable(rows, schema=ibis.schema({"channel": "string", "kind": "string", "unit_cost": "float64"}))


def cost(count: Any, minutes: Any, per_minute: Any) -> Any:
    """Return the cost of the time used."""
    return count * minutes * per_minute


def idle(capacity_cost: Any, used_cost: Any) -> Any:
    """Return what the capacity cost beyond the time used."""
    return capacity_cost - used_cost
