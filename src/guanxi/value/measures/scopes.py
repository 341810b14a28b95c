"""Scopes of a figure (统计范围): the bank, every unit with all below it, every manager."""

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from guanxi.value.sources import given

COLUMNS = {"unit_id": "string", "scope_id": "string"}


def ancestors(tree: Iterable[tuple[str, str | None]]) -> ir.Table:
    """Return unit_id, scope_id: every unit with itself and all units above it; a loop in the tree ends there."""
    parent = dict(tree)
    rows = []
    for unit in parent:
        above: str | None = unit
        seen: set[str] = set()
        while above is not None and above not in seen:
            seen.add(above)
            rows.append({"unit_id": unit, "scope_id": above})
            above = parent.get(above)
    return given(rows, COLUMNS)


def spread(rows: ir.Table, above: ir.Table) -> ir.Table:
    """Repeat rows with unit_id and owner_id for every scope they belong to: adds scope, scope_id."""
    kept = rows.columns
    bank = rows.select(*kept, scope=ibis.literal("bank"), scope_id=ibis.literal(""))
    named = above.rename(below="unit_id")
    joined = rows.join(named, rows.unit_id == named.below)
    units = joined.select(*[rows[c] for c in kept], scope=ibis.literal("unit"), scope_id=named.scope_id)
    owned = rows.filter(rows.owner_id.notnull())
    staff = owned.select(*kept, scope=ibis.literal("staff"), scope_id=owned.owner_id)
    return ibis.union(bank, units, staff, distinct=False)
