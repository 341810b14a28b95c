"""Why a figure is what it is (指标溯源): formula in words, and the account rows that add up to it.

``why`` answers for every published column; ``source_rows`` computes the account-month lines of one customer again
with the very expressions of the engine, so that the sum of ``amount`` is the published figure, to the cent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from guanxi.contracts import figures
from guanxi.contracts.layout import Part
from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.contracts.movements import CHANNELS
from guanxi.kit import periods
from guanxi.kit.refusals import NotFound
from guanxi.kit.words import Words
from guanxi.value import account_lines, examples, formulas
from guanxi.value import assumptions as assumed
from guanxi.value.assumptions import Assumptions
from guanxi.value.excerpt import KEPT, Excerpt, Files, Known, Query, as_key, compiled, named
from guanxi.value.measures import account_month, relationship

_CONTRACTS = tuple(contract for contract in figures.PUBLISHED if contract is not figures.SUGGESTIONS)
_BY_ACCOUNT = (
    *LINES,
    "overhead_cost",
    "deposit_average",
    "deposit_end",
    "loan_average",
    "loan_end",
    "capital",
    *CHANNELS,
)
_SHOWN = ("period", "account_id", "family", "source", "average_balance", "customer_rate", "transfer_rate", "interest")
_INTEREST = ("interest_received", "interest_paid")


class NoSuchFigure(NotFound):
    """No published figure has this name."""

    words = Words("There is no published figure named {figure}.", "没有名为 {figure} 的已发布指标。")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a figure means: title, formula, figures and contracts it is made of, assumptions, convention.

    ``examples`` names the pages of the manual that work the figure out on a small table.
    """

    figure: str
    title: Words
    formula: Words
    inputs: tuple[str, ...]
    contracts: tuple[str, ...]
    assumptions: tuple[str, ...]
    convention: Words
    examples: tuple[str, ...] = ()


def why(figure: str) -> Explanation:
    """Explain ``column`` of the customer figures, or ``contract.column`` of any published table with figures."""
    name = figure if "." in figure else f"customer_figures.{figure}"
    contract_name, column = name.split(".", 1)
    found = formulas.ALL.get(name)
    if found is None:
        raise NoSuchFigure(figure=figure)
    contract = next(c for c in _CONTRACTS if c.name == contract_name)
    title = contract.column(column).words
    return Explanation(
        figure,
        title,
        found.words,
        found.inputs,
        found.contracts,
        found.assumptions,
        found.convention,
        examples.of(name),
    )


def source_rows(
    parts: Iterable[Part],
    store: Path,
    customer_id: str,
    figure: str,
    as_of: date,
    assumptions: Assumptions | None = None,
) -> list[dict[str, Any]]:
    """Return the rows behind a customer's figure, oldest first; none for a figure that account rows do not add up to.

    A row is an account and month (``source`` balance or events) or the visits of a person in a month (visit), with
    ``amount`` in minor units (or a count). Their sum is the figure; for ``*_average_12m``, ``*_average_prior`` and
    ``capital_average`` a twelfth of the sum, rounded.
    """
    made = _makings(figure)
    if made is None:
        return []
    with Excerpt(store, parts) as excerpt:
        complete = [p for p in excerpt.periods("balances") if p <= periods.last_complete(as_of)]
        if not complete:
            return []
        wanted = [p for p in made.months(complete[-1]) if p in complete]
        rows: list[dict[str, Any]] = []
        has_accounts = bool(made.lines) and _lay_accounts(excerpt, customer_id)
        for months, known in _alike(wanted, assumptions or assumed.load(as_of)):
            if has_accounts:
                rows += _account_rows(excerpt, customer_id, months, known, made.lines)
            if any(made.visits):
                rows += _visit_rows(excerpt, customer_id, months, known, made.visits)
    return sorted((r for r in rows if r["amount"]), key=lambda r: (r["period"], r["account_id"] or "", r["source"]))


@dataclass(frozen=True)
class _Makings:
    """How a figure is made of account rows: months, signs of their lines, and signs of a visit's cost and overhead."""

    months: Callable[[str], list[str]]
    lines: Mapping[str, int]
    visits: tuple[int, int] = (0, 0)


_REVENUE = dict.fromkeys(INCOME, 1)
_DIRECT = _REVENUE | {name: -1 for name in CHARGES if name in account_month.AMOUNTS}


def _makings(figure: str) -> _Makings | None:
    name, suffix = _split(figure)
    months = {
        "12m": lambda last: periods.trailing(last, 12),
        "prior": lambda last: periods.trailing(periods.shift(last, -12), 12),
        "": lambda last: [last],
    }[suffix]
    if name == "profit" and suffix:
        return _Makings(months, _DIRECT, (-1, 0))
    if name == "profit_full" and suffix:
        return _Makings(months, _DIRECT | {"overhead_cost": -1}, (-1, -1))
    if name == "profit_direct" and suffix:
        return _Makings(months, _DIRECT)
    if name == "overhead_cost":
        return _Makings(months, {"overhead_cost": 1}, (0, 1))
    if name == "revenue" and suffix:
        return _Makings(months, _REVENUE)
    if name == "relationship_cost":
        return _Makings(months, {}, (1, 0))
    if name == "events" and suffix:
        return _Makings(months, dict.fromkeys(CHANNELS, 1))
    column = {"counter_events": "counter"}.get(name, name)
    if figure == "capital_average":
        return _Makings(lambda last: periods.trailing(last, 12), {"capital": 1})
    if column in _BY_ACCOUNT and column != "capital":
        return _Makings(months, {column: 1})
    return None


def _split(figure: str) -> tuple[str, str]:
    for suffix in ("12m", "prior"):
        if figure.endswith(f"_{suffix}"):
            return figure.removesuffix(f"_{suffix}"), suffix
    return figure, ""


def _alike(months: list[str], a: Assumptions) -> list[tuple[tuple[str, ...], Known]]:
    """Group months by the assumptions in force at their end."""
    groups: dict[date, list[str]] = {}
    for period in months:
        groups.setdefault(a.unchanged_since(periods.last_day(period)), []).append(period)
    return [(tuple(alike), as_key(a.on(periods.last_day(alike[-1])))) for alike in groups.values()]


def _lay_accounts(excerpt: Excerpt, customer_id: str) -> bool:
    """Lay the accounts a customer owns or holds a part of, and tell whether there are any."""
    excerpt.recall("accounts", "customer_id", [customer_id])
    excerpt.recall("account_parties", "customer_id", [customer_id])
    own = excerpt.column("accounts", "account_id").to_pylist()
    held = excerpt.column("account_parties", "account_id", "role = 'holder'").to_pylist()
    if not set(held) <= set(own):
        excerpt.recall("accounts", "account_id", {*own, *held})
    return bool(own or held)


@lru_cache(KEPT)
def _lines(months: tuple[str, ...], known: Known, lines: tuple[str, ...]) -> Query:
    return compiled(account_lines.expression(months, known.a, {*lines, *_SHOWN, *_INTEREST}))


def _account_rows(
    excerpt: Excerpt, customer_id: str, months: tuple[str, ...], known: Known, lines: Mapping[str, int]
) -> list[dict[str, Any]]:
    account_lines.lay(excerpt, months, known, lines)
    found = excerpt.ask(_lines(months, known, tuple(sorted(lines))))
    own = [row for row in found if row["customer_id"] == customer_id]
    return [_shown(row, sum(sign * row[name] for name, sign in lines.items())) for row in own]


def _shown(row: dict[str, Any], amount: int) -> dict[str, Any]:
    interest = row["interest_received"] - row["interest_paid"]
    named = row | {"interest": interest}
    return {name: named[name] for name in _SHOWN} | {"staff_id": None, "visits": None, "amount": amount}


@lru_cache(KEPT)
def _visits(months: tuple[str, ...], known: Known) -> Query:
    prices = named("visit_prices", _prices(months, known).schema())
    return compiled(relationship.charged(named("visits"), prices, account_month.calendar(months), known.a))


def _prices(months: tuple[str, ...], known: Known) -> ir.Table:
    tables = {"visits": named("visits"), "staff": named("staff")}
    return relationship.visit_prices(tables, account_month.calendar(months), known.a)


@lru_cache(KEPT)
def _visit_prices(visits: Files, staff: Files, months: tuple[str, ...], known: Known) -> pa.Table:
    """Return what a visit of each of the staff cost, made of everybody's visits."""
    with Excerpt() as excerpt:
        excerpt.read("visits", visits)
        excerpt.read("staff", staff)
        return excerpt.table(compiled(_prices(months, known)))


def _visit_rows(
    excerpt: Excerpt, customer_id: str, months: tuple[str, ...], known: Known, signs: tuple[int, int]
) -> list[dict[str, Any]]:
    excerpt.recall("visits", "customer_id", [customer_id], months)
    if not len(excerpt.column("visits", "staff_id")):
        return []
    back = excerpt.files("visits", periods.between(periods.shift(months[0], -11), months[-1]))
    excerpt.put("visit_prices", _visit_prices(back, excerpt.files("staff"), months, known))
    empty = dict.fromkeys(_SHOWN)
    return [
        empty
        | {
            "period": row["period"],
            "source": "visit",
            "staff_id": row["staff_id"],
            "visits": row["visits"],
            "amount": signs[0] * row["relationship_cost"] + signs[1] * row["overhead_cost"],
        }
        for row in excerpt.ask(_visits(months, known))
    ]
