"""The account lines behind a figure (账户明细行): the engine's own expression of them, on an excerpt of the store.

What is the same for all accounts — products, curves, prices of money, exchange rates — is made once per process.
"""

from collections.abc import Collection, Sequence
from functools import cache, lru_cache

import ibis.expr.types as ir
import pyarrow as pa

from guanxi.value.assumptions import Assumptions
from guanxi.value.excerpt import KEPT, Excerpt, Files, Known, Query, compiled, named, no_rows, whole
from guanxi.value.measures import account_month, attribution, internal_ratings, losses

_RAW = ("accounts", "products", "balances", "events")


def expression(months: Sequence[str], a: Assumptions, columns: Collection[str]) -> ir.Table:
    """Return the lines of the months with the named columns, on the tables that ``lay`` lays."""
    tables = {name: named(name) for name in _RAW}
    market = account_month.market(named("rates"), months, a)
    made = {name: named(name, table.schema()) for name, table in market.items()}
    tables |= {
        **made,
        "splits": named("splits", attribution.splits(named("account_parties")).schema()),
        "capital_cells": named("capital_cells", internal_ratings.COLUMNS),
    }
    return account_month.lines(tables, months, a, foreign=True, columns=columns)


def lay(excerpt: Excerpt, months: Sequence[str], known: Known, columns: Collection[str]) -> None:
    """Lay what the lines of the ``accounts`` of an excerpt are made of, as far as the columns need it."""
    ids = excerpt.column("accounts", "account_id")
    excerpt.put("products", whole("products", excerpt.files("products")))
    _lay_months(excerpt, "balances", ids, months, is_wanted=not set(columns) <= set(account_month.OF_EVENTS))
    _lay_months(excerpt, "events", ids, months, is_wanted=bool({*columns} & _BY_EVENTS))
    for name, rows in _market(excerpt.files("rates"), tuple(months), known).items():
        excerpt.put(name, rows)
    excerpt.lay("account_parties", "account_id", ids)
    joint = excerpt.column("account_parties", "account_id", "role = 'holder' AND share > 0")
    excerpt.put("splits", excerpt.table(_splits()) if len(joint) else _splits().columns.empty_table())
    if losses.is_by_formula(known.a):
        excerpt.put("capital_cells", internal_ratings.rated(excerpt.table(_cells(tuple(months), known))))


_BY_EVENTS = {*account_month.OF_EVENTS, "overhead_cost"}


def _lay_months(
    excerpt: Excerpt, contract: str, ids: pa.ChunkedArray, months: Sequence[str], *, is_wanted: bool
) -> None:
    if is_wanted:
        excerpt.lay(contract, "account_id", ids, months)
    else:
        excerpt.put(contract, no_rows(contract))


@cache
def _splits() -> Query:
    return compiled(attribution.splits(named("account_parties")))


@lru_cache(KEPT)
def _cells(months: tuple[str, ...], known: Known) -> Query:
    tables = {name: named(name) for name in _RAW}
    found = internal_ratings.cells(tables, account_month.contracts(tables), account_month.calendar(months), known.a)
    return compiled(found)


@lru_cache(KEPT)
def _market(files: Files, months: tuple[str, ...], known: Known) -> dict[str, pa.Table]:
    with Excerpt() as excerpt:
        excerpt.put("rates", whole("rates", files))
        made = account_month.market(named("rates"), months, known.a)
        return {name: excerpt.table(compiled(table)) for name, table in made.items()}
