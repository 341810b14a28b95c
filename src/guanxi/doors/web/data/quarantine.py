"""Quarantine (隔离区): rows that broke a rule, where they stood and which rule it was; filtered, taken away as CSV."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.contracts import catalogue
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.intake import words
from guanxi.intake.loads import Rejected
from guanxi.kit.words import Words

PAGE = 50
FILTERS = ("load", "contract", "rule", "state")


@dataclass(frozen=True, slots=True)
class Shown:
    """A rejected row with its rule in words."""

    row: Rejected
    contract: Words
    column: Words
    rule: Words


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List rejected rows, the waiting ones unless told otherwise."""
    by = person(request, Action.VIEW_DATA)
    asked = read(request)
    found = within(asked)
    after = request.GET.get("after", "")
    if after.isdigit():
        found = found.filter(pk__gt=int(after))
    rows = list(found.order_by("pk")[: PAGE + 1])
    context: dict[str, Any] = {
        "rows": [shown(row) for row in rows[:PAGE]],
        "after": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "asked": asked,
        "query": urlencode(asked),
        "tab": "quarantine",
    }
    if request.headers.get("HX-Request") == "true" and after:
        return render(request, "data/quarantine.html#rows", context)
    context |= {
        "choices": _choices(asked),
        "total": within(asked).count(),
        "may_mend": reach.can(by, Action.MEND_ROW),
        "sees_rows": reach.of(by) == Reach.BANK,
    }
    return render(request, "data/quarantine.html", context)


def read(request: HttpRequest) -> dict[str, str]:
    """Return the filters of a request; waiting rows are shown unless a state is named."""
    data = request.POST if request.method == "POST" else request.GET
    asked = {name: data.get(name, "").strip() for name in FILTERS}
    asked["load"] = asked["load"] if asked["load"].isdigit() else ""
    if "state" not in data:
        asked["state"] = Rejected.State.WAITING
    return asked


def within(asked: dict[str, str]) -> "QuerySet[Rejected]":
    """Return the rejected rows of a filter."""
    names = {"load": "load_id", "contract": "contract", "rule": "rule", "state": "state"}
    return Rejected.objects.filter(**{names[name]: value for name, value in asked.items() if value})


def shown(row: Rejected) -> Shown:
    """Return a row with its contract, column and rule in words."""
    contract = catalogue.get(row.contract)
    name = row.column or "–"
    column = contract.column(name).words if name in contract.names else Words(name, name)
    return Shown(row, contract.words, column, words.rule(row.rule, row.facts))


def _choices(asked: dict[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Return for each filter what there is to choose, with counts under the other filters."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in ("contract", "rule"):
        others = {key: value for key, value in asked.items() if key != name}
        counts = within(others).values_list(name).annotate(n=Count("pk")).order_by(name)
        found[name] = [(str(code), n) for code, n in counts]
    return found
