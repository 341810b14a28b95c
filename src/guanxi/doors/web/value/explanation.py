"""Why is a figure what it is (为什么)? Formula, inputs, sources and assumptions, told by the engine itself.

An address may name the row the figure stands in: scope and ``row`` (its place) of a small table, or ``month`` and
``line`` of the reconciliation; then every figure is told with its value.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from guanxi.book import insights, positions, reconciliation, scopes
from guanxi.doors.web import explained
from guanxi.doors.web.value import asked, standing
from guanxi.doors.web.value.asked import Asked
from guanxi.doors.web.value.reconciliation import NAMES
from guanxi.kit import days
from guanxi.kit.words import Words
from guanxi.value import explain

ROWS = ("row", "month", "line")


@require_GET
def why(request: HttpRequest, figure: str) -> HttpResponse:
    """Explain a figure named ``contract.column``; beside the page, or as a page of its own."""
    ask = asked.read(request)
    told = explain.why(figure)
    row = _row(ask, figure.rpartition(".")[0], {name: request.GET.get(name, "") for name in ROWS})
    context = {
        **explained.table(told, row, ask.run.as_of if ask.run else None),
        "subject": _subject(ask, figure.rpartition(".")[0], row) if row is not None else "",
        "asked": urlencode({key: value for key, value in request.GET.items() if key in ("scope", "id", *ROWS)}),
    }
    return render(request, "value/why.html", ask.context | context)


def _row(ask: Asked, contract: str, by: dict[str, str]) -> dict[str, Any] | None:
    """Return the published row an address names; none where it names none."""
    if ask.run is None:
        return None
    if contract == "reconciliation" and ask.scope.kind != scopes.STAFF:
        lines = reconciliation.by_line(ask.run, ask.scope, by["month"])
        entry = next((line for line in lines if line.key == by["line"]), None)
        return by | {name: getattr(entry, name) for name in reconciliation.SUMS} if entry else None
    if by["row"].isdigit():
        found = insights.at(ask.run, contract, ask.scope, int(by["row"]))
        return explained.minor(contract, positions.read(found)) if found is not None else None
    return None


def _subject(ask: Asked, contract: str, row: dict[str, Any]) -> str:
    """Say which row it is: the scope with its segment, or with month and currency or line."""
    language = get_language() or "en"
    said = [ask.scope.name]
    if contract == "positioning":
        said.append(standing.name(row))
    elif contract == "reconciliation":
        said += [days.month(row["month"], language), _line(row["line"]).in_(language)]
    elif contract == "treasury":
        said += [days.month(row["period"], language), row["currency"]]
    return " · ".join(said)


def _line(key: str) -> Words:
    return NAMES.get(key) or Words(key, key)
