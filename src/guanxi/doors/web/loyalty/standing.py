"""Movement over levels and tiers, and cohorts kept (等级迁移与各期客户保持)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import insights, scopes
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.contracts.figures import LEVELS, TIERS
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures
from guanxi.doors.web.value import asked

GONE = "gone"
EARLIER = "earlier"
CODES = {"level": tuple(LEVELS), "tier": tuple(TIERS)}
NAMES = {"level": LEVELS, "tier": TIERS}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: customers, their share of the row, the way they went, and the list behind."""

    customers: int
    rate: float
    way: str
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix: where they stood a year ago."""

    name: str
    customers: int
    cells: list[Cell]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the matrices of a scope, the same by unit or manager below, and the cohorts."""
    ask = asked.read(request)
    context = ask.context | {"tab": "movement", "is_staff": ask.scope.kind == scopes.STAFF}
    if ask.run is not None:
        rows = insights.of(ask.run, "movements", ask.scope)
        for row in rows:
            row["now"] = told.document(row["now"])
        levels = [row for row in rows if row["standing"] == "level"]
        tiers = [row for row in rows if row["standing"] == "tier"]
        context |= {
            "levels": matrix("level", levels, ask.scope),
            "level_heads": heads("level"),
            "levels_answer": answer(levels),
            "tiers": matrix("tier", tiers, ask.scope),
            "tier_heads": heads("tier"),
            "below": below(ask.run, ask.scope),
            "cohorts": cohorts(insights.of(ask.run, "cohorts", ask.scope)),
        }
    return render(request, "loyalty/movement.html", context)


def heads(standing: str) -> list[str]:
    """Return the heads of the columns: the places now, and departed."""
    return [NAMES[standing][code][told.side()] for code in CODES[standing]] + [_("departed")]


def matrix(standing: str, rows: list[Figures], scope: Scope) -> list[Line]:
    """Return the matrix with the customers behind each cell where the list can be narrowed to them."""
    return [
        Line(
            NAMES[standing][row["before"]][told.side()] if row["before"] else _("came within the year"),
            row["customers"],
            [_cell(standing, row, code, scope) for code in (*CODES[standing], GONE)],
        )
        for row in rows
    ]


def _cell(standing: str, row: Figures, code: str, scope: Scope) -> Cell:
    count, before = row["now"].get(code, 0), row["before"]
    query = ""
    if standing == "level" and before and count:
        now = [("gone", sign) for sign in told.SIGNS] if code == GONE else [("level", code), ("state", "here")]
        query = told.customers(scope, ("was", before), *now)
    return Cell(count, count / row["customers"], _way(standing, before, code), query)


def _way(standing: str, before: str | None, code: str) -> str:
    """Return gone, up, down, same or new; tiers are listed from the highest down."""
    if code == GONE or before is None:
        return GONE if code == GONE else "new"
    step = CODES[standing].index(code) - CODES[standing].index(before)
    step = -step if standing == "tier" else step
    return "up" if step > 0 else "down" if step < 0 else "same"


def moved(rows: list[Figures]) -> dict[str, int]:
    """Add up who rose, fell, stayed and left of the customers of a year ago."""
    sums = dict.fromkeys(("up", "down", "same", "gone", "all"), 0)
    for row in rows:
        if row["before"] is not None:
            for code, count in row["now"].items():
                sums[_way(row["standing"], row["before"], code)] += count
                sums["all"] += count
    return sums


def answer(rows: list[Figures]) -> str:
    """Say how many climbed, fell and left."""
    sums = moved(rows)
    if not sums["all"]:
        return _("Nothing is known of the levels a year ago")
    return _("%(up)s climbed, %(down)s fell, %(gone)s left of the customers of a year ago") % {
        name: told.percent(sums[name] / sums["all"]) for name in ("up", "down", "gone")
    }


def below(run: Run, scope: Scope) -> list[tuple[Scope, dict[str, float]]]:
    """Return who rose, fell, stayed and left in each unit right below, or of each manager where there are none."""
    named = (
        [Scope(scopes.UNIT, u.pk, u.name, u.path) for u in scopes.units_below(scope)]
        if scope.kind != scopes.STAFF
        else []
    )
    if not named and scope.kind == scopes.UNIT:
        people = scopes.staff_below(scope).select_related("unit").order_by("name")
        named = [Scope(scopes.STAFF, s.pk, s.name, s.unit.path) for s in people]
    kind = named[0].kind if named else scopes.UNIT
    found = insights.within(run, "movements", kind, [one.id for one in named])
    rows: list[tuple[Scope, dict[str, float]]] = []
    for one in named:
        levels = [row for row in found.get(one.id, []) if row["standing"] == "level"]
        for row in levels:
            row["now"] = told.document(row["now"])
        sums = moved(levels)
        if sums["all"]:
            rows.append((one, sums | {"up_rate": sums["up"] / sums["all"], "down_rate": sums["down"] / sums["all"]}))
    return sorted(rows, key=lambda pair: -(pair[1]["up_rate"] - pair[1]["down_rate"]))


def cohorts(rows: list[Figures]) -> dict[str, Any] | None:
    """Return the heat map of cohorts, with the title that answers; ``None`` without cohorts."""
    if not rows:
        return None
    kept = [told.document(row["kept"]) for row in rows]
    steps = sorted({cell[0] for cells in kept for cell in cells})
    names = [_cohort(row["cohort"]) for row in rows]
    cells = [
        [
            steps.index(k),
            line,
            round(stay / seen, 4),
            _("%(kept)s of %(seen)s customers") % {"kept": stay, "seen": seen},
        ]
        for line, found in enumerate(kept)
        for k, seen, stay in found
    ]
    return {
        "xs": [str(step) for step in steps],
        "ys": names,
        "cells": cells,
        "xName": _("months watched"),
        "yName": _("opened in"),
        "answer": _cohort_answer(names, kept),
    }


def _cohort(code: str) -> str:
    if code == EARLIER:
        return _("earlier")
    year, half = code.split("H")
    return _("%(year)s, first half") % {"year": year} if half == "1" else _("%(year)s, second half") % {"year": year}


def _cohort_answer(names: list[str], kept: list[list[list[int]]]) -> str:
    """Name the cohort that kept least after a year of watching, among those of thirty customers and more."""
    year = [
        (stay / seen, name)
        for name, cells in zip(names, kept, strict=True)
        for k, seen, stay in cells
        if k == 12 and seen >= 30
    ]
    if not year:
        return _("Too few customers in each cohort to tell them apart")
    rate, name = min(year)
    return _("After a year of watching, the cohort “%(name)s” kept least: %(rate)s had not closed") % {
        "name": name, "rate": told.percent(rate),
    }  # fmt: skip
