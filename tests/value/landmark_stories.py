"""Stories of customers over 24 months, and the cells and counts they give at the observation months."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value.measures import departing, history, landmarks, upsets
from tests.value import spec

Day = date | None


@dataclass(frozen=True)
class Story:
    """One customer: deposits month by month, activity, accounts (opened, closed), and what it went through."""

    customer: dict[str, Any] = field(default_factory=dict)
    deposits: Sequence[int] = (5_000_000,) * 24
    ends: dict[int, int] = field(default_factory=dict)
    busy: int | Sequence[int] = 1
    accounts: Sequence[tuple[date, Day]] = ((date(2015, 1, 1), None),)
    complaints: Sequence[tuple[date, bool]] = ()
    promises: Sequence[tuple[date, Day]] = ()
    prices: Sequence[tuple[date, float]] = ()


def cells(stories: Sequence[Story], last: str) -> list[dict[str, Any]]:
    """Return the cells of the stories in order, one customer each."""
    return spec.result(table(stories, last), "customer_id")


def counts(stories: Sequence[Story], last: str) -> list[dict[str, Any]]:
    """Return the counts of the stories, as the model learns from them."""
    return spec.result(departing.counts(table(stories, last)), "at", "cell")


def table(stories: Sequence[Story], last: str) -> ir.Table:
    """Return the cells of the stories as an expression."""
    a, keys = spec.assumed(), [f"C{n:03d}" for n in range(len(stories))]
    told = dict(zip(keys, stories, strict=True))
    plain = {"kind": "person", "opened_on": date(2015, 1, 1), "here": True}
    tables = spec.all_given(
        products=[{"product_id": "P", "family": "term_deposit"}],
        accounts=[
            {"account_id": f"{key}-{n}", "customer_id": key, "product_id": "P", "opened_on": opened, "closed_on": shut}
            for key, story in told.items()
            for n, (opened, shut) in enumerate(story.accounts)
        ],
        complaints=[
            {"customer_id": key, "received_at": _noon(on), "closed_at": _noon(on), "accepted": is_well}
            for key, story in told.items()
            for on, is_well in story.complaints
        ],
        promises=[
            {"customer_id": key, "due_at": _noon(due), "kept_at": _noon(kept) if kept else None}
            for key, story in told.items()
            for due, kept in story.promises
        ],
        prices=[{"product_id": "P", "on": on, "list_rate": rate} for s in stories for on, rate in s.prices],
    )
    facts = {"customer_id": "string", "kind": "string", "here": "boolean"} | dict.fromkeys(
        ("opened_on", "closed_on", "departed_on"), "date"
    )
    tables["facts"] = spec.table(facts, [{"customer_id": key} | plain | s.customer for key, s in told.items()])
    tables["months"] = _months(told)
    tables["shut"] = landmarks.shut(tables["accounts"], tables["account_parties"], last)
    tables["upsets"] = upsets.upsets(tables, ibis.duckdb.connect().to_pyarrow, last, a)
    return departing.cells(tables, last, a)


def _months(told: dict[str, Story]) -> ir.Table:
    names = ("profit", "deposit", "loan", "fee", "end", "active")
    columns = {f"{name}_{i:02d}": "int64" for i in range(24) for name in names}
    rows = []
    for key, story in told.items():
        busy = [story.busy] * 24 if isinstance(story.busy, int) else story.busy
        row: dict[str, Any] = {"customer_id": key}
        for i, amount in enumerate(story.deposits):
            values = (1, amount, 0, 0, story.ends.get(i, amount), busy[i])
            row |= {f"{name}_{i:02d}": value for name, value in zip(names, values, strict=True)}
        rows.append(row)
    wide = spec.table({"customer_id": "string"} | columns, rows)
    return wide.select("customer_id", **history.lists(wide), **landmarks.seen(wide, spec.assumed()))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
