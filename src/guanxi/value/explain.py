"""Why a figure is what it is (指标溯源): formula in words, and the account rows that add up to it.

``why`` answers for every published column; ``source_rows`` computes the account-month lines of one customer again
with the very expressions of the engine, so that the sum of ``amount`` is the published figure, to the cent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from guanxi.contracts import catalogue, figures
from guanxi.contracts.layout import Part
from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.contracts.movements import CHANNELS
from guanxi.kit import periods
from guanxi.kit.refusals import NotFound
from guanxi.kit.words import Words
from guanxi.value import assumptions as assumed
from guanxi.value import examples, formulas
from guanxi.value.assumptions import Assumptions
from guanxi.value.backends.duckdb import DuckDB
from guanxi.value.measures import account_month, attribution, internal_ratings, relationship
from guanxi.value.sources import Store

_CONTRACTS = (figures.CUSTOMER_FIGURES, figures.CONCENTRATION, figures.ACQUISITION, figures.TEAMS, *figures.INSIGHTS)
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
    backend = DuckDB()
    try:
        kept = Store(backend, store, parts)
        complete = [p for p in kept.periods("balances") if p <= periods.last_complete(as_of)]
        if not complete:
            return []
        wanted = made.months(complete[-1])
        rows: list[dict[str, Any]] = []
        for months, a in _alike([p for p in wanted if p in complete], assumptions or assumed.load(as_of)):
            rows += _account_rows(kept, customer_id, months, a, made.amount)
            if any(made.visits):
                rows += _visit_rows(kept, customer_id, months, a, made.visits)
    finally:
        backend.close()
    return sorted((r for r in rows if r["amount"]), key=lambda r: (r["period"], r["account_id"] or "", r["source"]))


@dataclass(frozen=True)
class _Makings:
    """How a figure is made of account rows: months, amount, and the signs of a visit's cost and overhead."""

    months: Callable[[str], list[str]]
    amount: Callable[[dict[str, Any]], int]
    visits: tuple[int, int] = (0, 0)


def _makings(figure: str) -> _Makings | None:
    name, suffix = _split(figure)
    months = {
        "12m": lambda last: periods.trailing(last, 12),
        "prior": lambda last: periods.trailing(periods.shift(last, -12), 12),
        "": lambda last: [last],
    }[suffix]
    if name == "profit" and suffix:
        return _Makings(months, _profit, (-1, 0))
    if name == "profit_full" and suffix:
        return _Makings(months, lambda row: _profit(row) - int(row["overhead_cost"]), (-1, -1))
    if name == "profit_direct" and suffix:
        return _Makings(months, _profit)
    if name == "overhead_cost":
        return _Makings(months, lambda row: int(row["overhead_cost"]), (0, 1))
    if name == "revenue" and suffix:
        return _Makings(months, lambda row: int(sum(row[n] for n in INCOME)))
    if name == "relationship_cost":
        return _Makings(months, lambda row: 0, (1, 0))
    if name == "events" and suffix:
        return _Makings(months, lambda row: int(sum(row[c] for c in CHANNELS)))
    column = {"counter_events": "counter"}.get(name, name)
    if figure == "capital_average":
        return _Makings(lambda last: periods.trailing(last, 12), lambda row: int(row["capital"]))
    if column in _BY_ACCOUNT and column != "capital":
        return _Makings(months, lambda row: int(row[column]))
    return None


def _split(figure: str) -> tuple[str, str]:
    for suffix in ("12m", "prior"):
        if figure.endswith(f"_{suffix}"):
            return figure.removesuffix(f"_{suffix}"), suffix
    return figure, ""


def _profit(row: dict[str, Any]) -> int:
    return int(sum(row[n] for n in INCOME) - sum(row[n] for n in CHARGES if n in row))


def _alike(months: list[str], a: Assumptions) -> list[tuple[list[str], Assumptions]]:
    """Group months by the assumptions in force at their end."""
    groups: dict[str, tuple[list[str], Assumptions]] = {}
    for period in months:
        then = a.on(periods.last_day(period))
        groups.setdefault(then.checksum(), ([], then))[0].append(period)
    return list(groups.values())


def _account_rows(
    kept: Store, customer_id: str, months: list[str], a: Assumptions, amount: Callable[[dict[str, Any]], int]
) -> list[dict[str, Any]]:
    ids = _account_ids(kept, customer_id)
    if not ids:
        return []

    def mine(name: str, wanted: list[str] | None = None) -> ir.Table:
        table = kept.contract(catalogue.get(name), wanted)
        return table.filter(table.account_id.isin(ids))

    tables = {
        "accounts": mine("accounts"),
        "products": kept.contract(catalogue.get("products")),
        "rates": kept.contract(catalogue.get("rates")),
        "splits": attribution.splits(mine("account_parties")),
        "balances": mine("balances", months),
        "events": mine("events", months),
    }
    known, days = account_month.contracts(tables), account_month.calendar(months)
    tables["capital_cells"] = internal_ratings.of(kept.backend.ask, tables, known, days, a)
    lines = account_month.lines(tables, months, a, foreign=True)
    rows = kept.backend.ask(lines.filter(lines.customer_id == customer_id)).to_pylist()
    return [_shown(row, amount(row)) for row in rows]


def _shown(row: dict[str, Any], amount: int) -> dict[str, Any]:
    interest = row["interest_received"] - row["interest_paid"]
    named = row | {"interest": interest}
    return {name: named[name] for name in _SHOWN} | {"staff_id": None, "visits": None, "amount": amount}


def _account_ids(kept: Store, customer_id: str) -> list[str]:
    accounts = kept.contract(catalogue.get("accounts"))
    parties = kept.contract(catalogue.get("account_parties"))
    own = accounts.filter(accounts.customer_id == customer_id).select("account_id")
    held = parties.filter((parties.customer_id == customer_id) & (parties.role == "holder")).select("account_id")
    found = kept.backend.ask(own.union(held, distinct=True))
    return [str(value) for value in found["account_id"].to_pylist()]


def _visit_rows(
    kept: Store, customer_id: str, months: list[str], a: Assumptions, signs: tuple[int, int]
) -> list[dict[str, Any]]:
    back = periods.between(periods.shift(months[0], -11), months[-1])
    visits = kept.contract(catalogue.get("visits"), back)
    own = visits.filter(visits.customer_id == customer_id).select("staff_id").distinct()
    people = kept.backend.ask(own)["staff_id"].to_pylist()
    if not people:
        return []
    tables = {
        "visits": visits.filter(visits.staff_id.isin(people)),
        "staff": kept.contract(catalogue.get("staff")),
    }
    charged = relationship.on_customers(tables, account_month.calendar(months), a)
    rows = kept.backend.ask(charged.filter(charged.customer_id == customer_id)).to_pylist()
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
        for row in rows
    ]
