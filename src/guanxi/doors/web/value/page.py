"""Who makes our profit (谁在创造利润): the whale curve with its brush, and the concentration table below it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from guanxi.book import concentration, ranges, scopes
from guanxi.book.figures import Concentration
from guanxi.doors.web.value import asked, curve, mix
from guanxi.doors.web.value.asked import Asked
from guanxi.doors.web.value.ranges import range_context

COLUMNS = (
    ("customers", gettext_lazy("Customers")),
    ("net_profit", gettext_lazy("Profit, 12 months")),
    ("top20_gross_rate", gettext_lazy("Top 20 % make")),
    ("bottom30_loss_rate", gettext_lazy("Last 30 % lose")),
    ("top10_customers_rate", gettext_lazy("Ten best make")),
    ("gini_rate", gettext_lazy("Gini")),
)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the curve of a scope, a range of it, and the scopes below; a sort asks for the table alone."""
    ask = asked.read(request)
    if ask.run is None:
        return render(request, "value/home.html", ask.context | {"tab": "curve"})
    if request.headers.get("HX-Target") == "concentration":
        return render(request, "value/table.html", ask.context | table_context(request, ask))
    found = concentration.of(ask.run, ask.scope)
    context = ask.context | {"tab": "curve", "found": found}
    if found is not None:
        context |= _whale(request, ask, found) | table_context(request, ask)
        context["mixes"] = mix.of(concentration.team(ask.run, ask.scope))
    return render(request, "value/home.html", context)


def _whale(request: HttpRequest, ask: Asked, found: Concentration) -> dict[str, Any]:
    span = ranges.between(request.GET.get("from"), request.GET.get("to"))
    chart = curve.chart(found, span)
    context = range_context(request, ask, found, span) if found.bands else {}
    return context | {"chart": chart, "answer": curve.answer(found.figures), "points": curve.points(found)}


def table_context(request: HttpRequest, ask: Asked) -> dict[str, Any]:
    """Return the concentration table: units or managers, sorted."""
    assert ask.run is not None
    by, sort = request.GET.get("by", ""), request.GET.get("sort", "-net_profit")
    order: concentration.Order = {"sort": sort.removeprefix("-"), "descending": sort.startswith("-")}
    number = request.GET.get("page", "1")
    page = max(1, int(number)) if number.isdigit() else 1
    rows, more = concentration.units(ask.run, ask.scope, **order) if by != "manager" else [], False
    has_units = bool(rows) or (by == "manager" and concentration.has_units(ask.scope))
    if not rows:
        rows, more = concentration.managers(ask.run, ask.scope, **order, page=page)
    by = "unit" if has_units and by != "manager" else "manager"
    return {
        "rows": rows,
        "by": by,
        "has_units": has_units,
        "is_staff": ask.scope.kind == scopes.STAFF,
        "columns": [_column(name, words, sort) for name, words in COLUMNS],
        "sort": sort,
        "page": page,
        "next_page": page + 1 if more else None,
        "table_title": _("Concentration by unit") if by == "unit" else _("Concentration by manager"),
    }


def _column(name: str, words: object, sort: str) -> dict[str, object]:
    """Return a heading with where it leads: first the largest on top, then the smallest."""
    state = {f"-{name}": "descending", name: "ascending"}.get(sort, "")
    return {"name": name, "words": words, "state": state, "sort": name if sort == f"-{name}" else f"-{name}"}
