"""Positions as published (市场定位): the segments of a scope, and the market a customer stands in."""

import json
from typing import Any

from guanxi.book import insights, scopes
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.guard.people import Person

Row = dict[str, Any]


def segments(run: Run, scope: Scope, cut: str) -> list[Row]:
    """Return the segments of a scope by one cut, the largest wallets first; competitors as a list."""
    return [read(row) for row in insights.of(run, "positioning", scope) if row["cut"] == cut]


def market_of(person: Person, run: Run, figure: CustomerFigure) -> Row | None:
    """Return the segment of a customer's region and industry in the widest scope a person sees."""
    for row in segments(run, scopes.start(person), "market"):
        if (row["kind"], row["region"], row["industry"]) == (figure.kind, figure.axis_region, figure.axis_industry):
            return row
    return None


def share_trend(run: Run, scope: Scope) -> Row | None:
    """Return the customer share of 24 months and ahead of a scope."""
    return next(iter(insights.of(run, "share_trend", scope)), None)


def read(row: Row) -> Row:
    """Return a row with its competitors as a list."""
    told = row.get("competitors")
    found = json.loads(told) if isinstance(told, str) and told else told
    return row | {"competitors": found or []}


def trial(run: Run, scope: Scope) -> list[Row]:
    """Return how the methods of the next product did on the later year; told of the whole bank only."""
    return insights.of(run, "next_trial", scope)
