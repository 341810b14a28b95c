"""The customer list (客户列表): search, filters, order, pages, columns; every list is an address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.book import figures, finding, matching, paging
from guanxi.book.figures import Run
from guanxi.book.finding import Found
from guanxi.desk import views, worklist
from guanxi.doors.web.customers import asked as asking
from guanxi.doors.web.customers import cells, choices, rows
from guanxi.doors.web.customers.asked import COLUMNS, Asked
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action

SIZE = 50
SUGGESTED = 8
WARNING = "keep"
#: Shown of every customer, whatever the columns.
ALWAYS = ("departure",)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show a page of the list; a filter, an order or the next page asks for the list alone."""
    person = allowed(request)
    asked = asking.read(request.GET)
    run = figures.current()
    facts = _facts(person, run, asked)
    if request.headers.get("HX-Target") == "found":
        response = render(request, "customers/list.html#found", facts)
        response["HX-Push-Url"] = f"{request.path}?{asked.at(asked.cursor)}"
        return response
    return render(request, "customers/list.html", facts | {"filters": choices.filters(person, asked)})


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggest customers while somebody types in the search of the top bar; before that, those looked at last."""
    person = allowed(request)
    text = asking.read(request.GET).wanted.text
    run = figures.current()
    near = [customer.pk for customer in matching.nearest(person, run, text, SUGGESTED)] if text else []
    found = rows.of(person, run, near or ([] if text else trail.last_viewed(person, SUGGESTED)), ("profit_12m",))
    return render(request, "customers/suggestions.html", {"rows": found, "text": text})


def allowed(request: HttpRequest) -> Person:
    """Return the person of a request, or refuse who may not see customers."""
    person = request.user
    assert isinstance(person, Person)
    reach.require(person, Action.VIEW_CUSTOMERS)
    return person


def found(person: Person, run: Run | None, asked: Asked) -> Found:
    """Return the list asked for."""
    at_risk = worklist.waiting(WARNING).values("customer_id")
    return finding.find(person, run, asked.wanted, sort=asked.sort, descending=asked.descending, at_risk=at_risk)


def _facts(person: Person, run: Run | None, asked: Asked) -> dict[str, Any]:
    listed = found(person, run, asked)
    page = paging.page(listed.stretches, SIZE, asked.cursor)
    lines = rows.of(person, run, page.keys, {*ALWAYS, *cells.reads(asked.columns)})
    return {
        "asked": asked,
        "listed": listed,
        "run": run,
        "rows": [(row, cells.written(row, asked.columns) if row.figure else "") for row in lines],
        "chips": choices.chips(person, asked),
        "heads": [_head(name, asked, listed) for name in asked.columns],
        "name_head": _head(finding.BY_NAME, asked, listed),
        "columns": [(name, cells.COLUMNS[name].words, name in asked.columns) for name in COLUMNS],
        "next": asked.at(page.next) if page.next else "",
        "previous": asked.at(page.previous) if page.previous else "",
        "limit": finding.MOST,
        "views": [(view, view.person_id == person.pk, view.query == asked.query) for view in views.of(person)],
        "may_export": reach.can(person, Action.EXPORT_CUSTOMERS),
        "may_assign": reach.can(person, Action.SETTLE_WORK_ITEM),
        "may_contact": reach.can(person, Action.LOG_CONTACT),
    }


def _head(name: str, asked: Asked, listed: Found) -> dict[str, Any]:
    """Return a column's head: whether the list runs along it, and the address that makes it do so."""
    column = cells.COLUMNS.get(name)
    sortable = name in finding.SORTS or name == finding.BY_NAME
    state = ("descending" if listed.descending else "ascending") if listed.sort == name else ""
    return {
        "name": name,
        "words": column.words if column else "",
        "query": asked.sorted_by(name) if sortable else "",
        "state": state,
        "right": column is not None and column.is_right,
    }
