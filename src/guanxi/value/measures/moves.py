"""Moves of level, grade and tier (等级变动): the standing of this month against the one kept of the month before.

A customer without a standing in the month before has moved nowhere. Grain: customer × what moved. Source: M21, M33.
"""

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.moves import MOVES, WHATS


def moves(standing: ir.Table, before: ir.Table) -> ir.Table:
    """Return the contract's rows from two tables of customer_id, level, tier, grade."""
    old = before.select("customer_id", **{f"old_{what}": before[what].cast("string") for what in WHATS})
    row = standing.join(old, "customer_id")
    parts = [
        row.select("customer_id", what=ibis.literal(what), before=row[f"old_{what}"], after=row[what].cast("string"))
        for what in WHATS
    ]
    both = ibis.union(*parts, distinct=False)
    return both.filter(both.before != both.after).select(*MOVES.names)
