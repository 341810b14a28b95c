"""Why is this figure what it is (为什么)? Formula, inputs with their values, assumptions, run, and the source rows."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.contracts import catalogue
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.contracts.shape import Column, Kind
from guanxi.dayend import assumptions
from guanxi.doors.web import explained
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.customers.shown import Shown
from guanxi.intake import manifest
from guanxi.value import explain

MOST_ROWS = 400
MEANS = ("deposit_average_12m", "deposit_average_prior", "loan_average_12m", "loan_average_prior", "capital_average")


@require_GET
def why(request: HttpRequest, customer_id: str, figure: str) -> HttpResponse:
    """Explain a figure of a customer; beside the page, or as a page of its own."""
    shown, column = _asked(request, customer_id, figure, "why")
    told = explain.why(figure)
    facts = {
        "customer": shown.customer,
        "figure": shown.figure,
        "name": figure,
        "run": shown.run,
        "column": column,
        "value": getattr(shown.figure, figure, None),
        "is_months": column.kind in (Kind.MONEYS, Kind.POINTS, Kind.DOCUMENT),
        "told": told,
        "inputs": [_input(shown, name) for name in told.inputs],
        "contracts": [catalogue.get(name).words for name in told.contracts],
        "assumptions": explained.rests_on(told.assumptions, shown.as_of),
        "may_see_rows": column.kind in (Kind.MONEY, Kind.INTEGER) and shown.figure is not None,
    }
    return render(request, "customers/why.html", facts)


@require_GET
def rows(request: HttpRequest, customer_id: str, figure: str) -> HttpResponse:
    """List the account months a figure is made of, with their sum beside the figure."""
    shown, column = _asked(request, customer_id, figure, "")
    if shown.run is None or shown.figure is None:
        raise Http404
    parts = manifest.parts()
    known = assumptions.in_force(shown.run.as_of)
    found = explain.source_rows(parts, manifest.store(), shown.customer.pk, figure, shown.run.as_of, known)
    scale = Decimal(100) if column.kind == Kind.MONEY else Decimal(1)
    whole = sum((Decimal(row["amount"]) for row in found), Decimal(0)) / scale
    mean = (whole / 12).quantize(Decimal("0.01"), ROUND_HALF_UP) if figure in MEANS else None
    value = getattr(shown.figure, figure)
    facts = {
        "customer": shown.customer,
        "column": column,
        "has_store": bool(parts),
        "is_money": column.kind == Kind.MONEY,
        "rows": [row | {"written": Decimal(row["amount"]) / scale} for row in found[-MOST_ROWS:]],
        "hidden": max(0, len(found) - MOST_ROWS),
        "sum": whole,
        "mean": mean,
        "value": value,
        "agrees": value == (whole if mean is None else mean),
    }
    return render(request, "customers/why_rows.html", facts)


def _asked(request: HttpRequest, customer_id: str, figure: str, page: str) -> tuple[Shown, Column]:
    shown = showing.find(request, customer_id, page)
    if figure not in CUSTOMER_FIGURES.names:
        raise Http404
    return shown, CUSTOMER_FIGURES.column(figure)


def _input(shown: Shown, name: str) -> dict[str, Any]:
    return {"name": name, "column": CUSTOMER_FIGURES.column(name), "value": getattr(shown.figure, name, None)}
