"""The data dictionary (数据字典): every contract as it is declared, in the person's language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.contracts import catalogue
from guanxi.contracts.dictionary import KINDS
from guanxi.contracts.figures import PUBLISHED
from guanxi.contracts.shape import Column
from guanxi.doors.web.signed_in import person
from guanxi.guard.rules import Action

CONTRACTS = {contract.name: contract for contract in (*catalogue.ALL, *PUBLISHED)}


@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """List what may come in and what is published."""
    person(request, Action.VIEW_DATA)
    context = {"incoming": catalogue.ALL, "published": PUBLISHED, "tab": "dictionary"}
    return render(request, "data/dictionary.html", context)


@require_GET
def contract(request: HttpRequest, contract: str) -> HttpResponse:
    """Show one contract with all its columns."""
    person(request, Action.VIEW_DATA)
    found = CONTRACTS.get(contract)
    if found is None:
        raise Http404
    rows = [(column, column.name in found.keys, KINDS[column.kind], _bounds(column)) for column in found.columns]
    return render(request, "data/contract.html", {"contract": found, "rows": rows, "tab": "dictionary"})


def _bounds(column: Column) -> str:
    if column.low is None and column.high is None:
        return ""
    low = "" if column.low is None else f"{column.low:g}"
    high = "" if column.high is None else f"{column.high:g}"
    return f"{low} … {high}".strip()
