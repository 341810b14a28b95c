"""The manual of the measures (指标手册): every measure by a small table in and a small table out, for everybody.

It speaks of no customer of the bank, so whoever is signed in may read it: a *why?* leads here.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from guanxi.contracts import catalogue
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.contracts.shape import Contract, Kind
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.words import Words
from guanxi.value import manual, specs
from guanxi.value.specs import Small

DELIVERED: dict[str, Contract] = {contract.name: contract for contract in catalogue.ALL}
#: Codes and texts of an example may mean something of their own; figures mean what they mean everywhere.
NO_FIGURES = (Kind.TEXT, Kind.CODE)


@dataclass(frozen=True, slots=True)
class Table:
    """A small table as the page shows it: columns with their meaning where one is declared, rows of texts."""

    name: str
    words: Words | None
    columns: list[tuple[str, Words | None]]
    rows: list[list[str]]


@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """List the pages by part."""
    return render(request, "data/manual.html", _frame(request) | {"parts": specs.PARTS.items()})


@require_GET
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """Show one page; beside another page, or as a page of its own."""
    spec = manual.find(measure)
    if spec is None:
        raise Http404
    facts = {
        "spec": spec,
        # what stands between back quotes is code, as in the printed page
        "says": [(part, bool(n % 2)) for n, part in enumerate(spec.says.in_(get_language() or "en").split("`"))],
        "given": [_table(name, small) for name, small in spec.given.items()],
        "settings": manual.settings(spec),
        "out": _table("", spec.out),
    }
    return render(request, "data/measure.html", _frame(request) | facts)


def _frame(request: HttpRequest) -> dict[str, object]:
    by = request.user
    assert isinstance(by, Person)
    return {"tab": "manual", "sees_data": reach.can(by, Action.VIEW_DATA)}


def _table(name: str, small: Small) -> Table:
    contract = DELIVERED.get(name)
    columns = [(column, _meaning(contract, column)) for column in small.kinds]
    return Table(name, contract.words if contract else None, columns, manual.cells(small))


def _meaning(contract: Contract | None, column: str) -> Words | None:
    if contract is not None and column in contract.names:
        return contract.column(column).words
    if column in CUSTOMER_FIGURES.names and CUSTOMER_FIGURES.column(column).kind not in NO_FIGURES:
        return CUSTOMER_FIGURES.column(column).words
    return None
