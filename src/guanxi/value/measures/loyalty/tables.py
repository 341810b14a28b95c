"""From counted cells to a published table (汇总成表): scopes, then plain numbers row by row, a few thousand at most."""

from collections.abc import Callable, Iterable
from typing import Any

import ibis.expr.types as ir

from guanxi.contracts import layout
from guanxi.contracts.shape import Contract
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.models import intervals
from guanxi.value.sources import given

Ask = Callable[[ir.Table], Any]
Row = dict[str, Any]


def summed(cells: ir.Table, keys: Iterable[str], sums: Iterable[str], above: ir.Table) -> ir.Table:
    """Spread cells with unit_id and owner_id over all scopes and add them up by scope and keys."""
    spread = scopes.spread(cells, above)
    return spread.group_by(["scope", "scope_id", *keys]).aggregate(**{n: money.total(spread[n]) for n in sums})


def asked(ask: Ask, table: ir.Table, *order: str) -> list[Row]:
    """Return the rows of a small table, in a fixed order."""
    rows: list[Row] = ask(table).to_pylist()
    return sorted(rows, key=lambda row: tuple((row[name] is not None, row[name] or "") for name in order))


def published(contract: Contract, rows: Iterable[Row]) -> ir.Table:
    """Return rows as the contract's table; places are numbered within each scope in the order given."""
    found: list[Row] = []
    places: dict[tuple[str, str], int] = {}
    for row in rows:
        at = (row["scope"], row["scope_id"])
        places[at] = places.get(at, 0) + 1
        found.append({name: row.get(name) for name in contract.names} | {"place": places[at]})
    return given(found, layout.schema(contract))


def bounds(name: str, hits: int, of: int, a: Assumptions) -> Row:
    """Return <name>_rate with the bounds of its interval; all empty without cases."""
    found = intervals.wilson(hits, of, a["loyalty.interval_z"])
    low, high = found or (None, None)
    return {f"{name}_rate": hits / of if of else None, f"{name}_low": low, f"{name}_high": high}


def against(hits: int, of: int, other_hits: int, other_of: int, a: Assumptions) -> str:
    """Tell whether the first rate is more, fewer or alike against the second, or from too few customers to say."""
    if min(of, other_of) < a["loyalty.least_customers"]:
        return "too_few"
    z = intervals.apart(hits, of, other_hits, other_of)
    return "alike" if abs(z) < a["loyalty.difference_z"] else "more" if z > 0 else "fewer"
