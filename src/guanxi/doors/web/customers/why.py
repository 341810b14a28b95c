"""Why is this figure what it is (为什么)? Formula, inputs with their values, assumptions, run, and the source rows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.contracts import catalogue
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.contracts.shape import Column
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.customers.shown import Shown
from guanxi.value import formulas


@require_GET
def why(request: HttpRequest, customer_id: str, figure: str) -> HttpResponse:
    """Explain a figure of a customer; beside the page, or as a page of its own."""
    shown = showing.find(request, customer_id, "why")
    column, formula = _known(figure)
    facts = {
        "customer": shown.customer,
        "figure": shown.figure,
        "name": figure,
        "run": shown.run,
        "column": column,
        "value": getattr(shown.figure, figure, None),
        "formula": formula,
        "inputs": [_input(shown, name) for name in formula.inputs],
        "contracts": [catalogue.get(name).words for name in formula.contracts],
        "assumptions": _assumptions(shown, formula.assumptions),
    }
    return render(request, "customers/why.html", facts)


@require_GET
def rows(request: HttpRequest, customer_id: str, figure: str) -> HttpResponse:
    """List the account months a figure is made of, with their sum beside the figure."""
    raise Http404


def _known(figure: str) -> tuple[Column, formulas.Formula]:
    formula = formulas.ALL.get(f"customer_figures.{figure}")
    if formula is None or figure not in CUSTOMER_FIGURES.names:
        raise Http404
    return CUSTOMER_FIGURES.column(figure), formula


def _input(shown: Shown, name: str) -> dict[str, Any]:
    return {"name": name, "column": CUSTOMER_FIGURES.column(name), "value": getattr(shown.figure, name, None)}


def _assumptions(shown: Shown, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the assumptions a formula rests on, each with the version in force in the run."""
    versions = shown.run.assumptions if shown.run else {}
    return [(key, versions.get(key.split(".")[0], "")) for key in keys]
