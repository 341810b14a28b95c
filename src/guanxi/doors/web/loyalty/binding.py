"""Switching barriers against mood (转换壁垒与服务感受): who is bound, who is unhappy, and what to do in each cell."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from guanxi.book import insights
from guanxi.book.scopes import Scope
from guanxi.contracts.figures.loyalty import BARRIERS, BOUND, MOODS
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures
from guanxi.doors.web.value import asked
from guanxi.value import assumptions

#: What to do in each cell, by mood and bond.
MOVES: dict[tuple[str, str], Any] = {
    ("complaint", "firm"): gettext_lazy("Settle the complaint first: only cost keeps them, and they speak of it."),
    ("complaint", "some"): gettext_lazy("Call today, settle it, then agree what would bring them back for good."),
    ("complaint", "free"): gettext_lazy("Nothing holds them: the owner calls today, with authority to put it right."),
    ("below", "firm"): gettext_lazy("Mend the service they named; do not lean on the barrier."),
    ("below", "some"): gettext_lazy("Mend the service, then offer what they use elsewhere."),
    ("below", "free"): gettext_lazy("See them this week; mend one thing they named before offering anything."),
    ("content", "firm"): gettext_lazy("Ask for a referral; keep every promise."),
    ("content", "some"): gettext_lazy("Offer salaries, settlement or standing orders: they would say yes now."),
    ("content", "free"): gettext_lazy("Content and free to go: make the first bond, a main account."),
    ("silent", "firm"): gettext_lazy("Ask how it is going: silence behind barriers can be resentment."),
    ("silent", "some"): gettext_lazy("Ask at the next contact; note the answer."),
    ("silent", "free"): gettext_lazy("Nothing known and nothing holds them: ask the largest first."),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: customers, their profit in minor units, the move in words, and the list behind."""

    customers: int
    profit: int
    move: Any
    query: str


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the matrix of a scope and the inventory of barriers."""
    ask = asked.read(request)
    context = ask.context | {"tab": "barriers"}
    if ask.run is not None:
        bands = assumptions.load(ask.run.as_of)["loyalty.barrier_bands"]
        rows = insights.of(ask.run, "binding", ask.scope)
        context |= {
            "matrix": matrix(rows, ask.scope, bands),
            "heads": [(MOODS[mood][told.side()], mood) for mood in MOODS],
            "binding_answer": answer(rows),
            "kinds": [_kind(row) for row in insights.of(ask.run, "barrier_kinds", ask.scope)],
        }
    return render(request, "loyalty/barriers.html", context)


def matrix(rows: list[Figures], scope: Scope, bands: list[int]) -> list[tuple[str, str, list[Cell]]]:
    """Return the rows of the matrix, firmly bound first: name, what it takes, cells in the order of moods."""
    found = {row["bound"]: row for row in rows}
    some, firm = bands
    counts = {"free": range(some), "some": range(some, firm), "firm": range(firm, len(BARRIERS) + 1)}
    takes = {"free": _("no barrier"), "some": _("%(least)s–%(most)s barriers") % {"least": some, "most": firm - 1},
             "firm": _("%(least)s barriers and more") % {"least": firm}}  # fmt: skip
    lines = []
    for bound in reversed(BOUND):
        if bound in found:
            cells = [_cell(found[bound], bound, mood, counts[bound], scope) for mood in MOODS]
            lines.append((BOUND[bound][told.side()], takes[bound], cells))
    return lines


def _cell(row: Figures, bound: str, mood: str, counts: range, scope: Scope) -> Cell:
    number = row[f"{mood}_customers"]
    query = told.customers(scope, ("state", "here"), ("mood", mood), *(("barriers", str(n)) for n in counts))
    return Cell(number, row[f"{mood}_profit"], MOVES[mood, bound], query if number else "")


def answer(rows: list[Figures]) -> str:
    """Say how many show dissatisfaction, how many of those nothing holds, and of how many nothing is known."""
    whole = sum(row[f"{mood}_customers"] for row in rows for mood in MOODS)
    if not whole:
        return _("No customers here")
    unhappy = sum(row[f"{mood}_customers"] for row in rows for mood in ("complaint", "below"))
    free = sum(row[f"{mood}_customers"] for row in rows if row["bound"] == "free" for mood in ("complaint", "below"))
    silent = sum(row["silent_customers"] for row in rows)
    words = _(
        "%(unhappy)s customers show dissatisfaction, nothing holds %(free)s of them; of %(silent)s nothing is known"
    )
    return words % {
        "unhappy": f"{unhappy:,}", "free": f"{free:,}", "silent": told.percent(silent / whole, 0),
    }  # fmt: skip


def _kind(row: Figures) -> dict[str, Any]:
    """Return a barrier with the loss rates of those who had it and those who had not."""
    return row | {
        "name": BARRIERS[row["barrier"]][told.side()],
        "had_rate": row["had_left"] / row["had"] if row["had"] else None,
        "had_not_rate": row["had_not_left"] / row["had_not"] if row["had_not"] else None,
        "words": {
            "more": _("those who had it lose more"),
            "fewer": _("those who had it lose fewer"),
            "alike": _("no real difference"),
            "too_few": _("too few to say"),
        }[row["differs"]],
    }
