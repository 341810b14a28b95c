"""Rows in quarantine mended or given up (隔离行的修正与放弃), one by one or all of a filter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanxi.contracts import catalogue
from guanxi.doors.web.data import quarantine as pages
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import quarantine
from guanxi.intake.loads import Rejected

PREFIX = "cell."
#: How many rows one press of a button settles, so that nobody waits for minutes.
MOST = 1000


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a rejected row; with values, mend it and check it again."""
    by = person(request, Action.VIEW_DATA)
    row = _row(number)
    is_still_wrong = False
    if request.method == "POST":
        row = _mended(row, request, by)
        if row.state == Rejected.State.MENDED:
            messages.success(request, _("The row was mended and accepted."))
            return redirect("data:quarantine")
        is_still_wrong = True
    context = {
        "shown": pages.shown(row),
        "row": row,
        "cells": _cells(row),
        "is_still_wrong": is_still_wrong,
        "may_mend": reach.can(by, Action.MEND_ROW),
        "tab": "quarantine",
    }
    return render(request, "data/rejected.html", context, status=422 if is_still_wrong else 200)


@require_POST
def give_up(request: HttpRequest, number: int) -> HttpResponse:
    """Give up one row, with a reason."""
    by = person(request, Action.MEND_ROW)
    quarantine.give_up(_row(number), by=by, on=timezone.now(), reason=request.POST.get("reason", ""))
    messages.success(request, _("The row was given up."))
    return redirect("data:quarantine")


@require_POST
def settle_all(request: HttpRequest) -> HttpResponse:
    """Check again or give up the waiting rows of a filter, a thousand at a time."""
    by = person(request, Action.MEND_ROW)
    waiting = pages.within(pages.read(request) | {"state": Rejected.State.WAITING}).order_by("pk")
    rows, now = list(waiting[:MOST]), timezone.now()
    if request.POST.get("act") == "retry":
        n = quarantine.retry(rows, by=by, on=now).rows_accepted
        told = ngettext("%(n)s row was accepted now.", "%(n)s rows were accepted now.", n) % {"n": n}
    else:
        for row in rows:
            quarantine.give_up(row, by=by, on=now, reason=request.POST.get("reason", ""))
        told = ngettext("%(n)s row was given up.", "%(n)s rows were given up.", len(rows)) % {"n": len(rows)}
    messages.success(request, told)
    return redirect("data:quarantine")


def _mended(row: Rejected, request: HttpRequest, by: Person) -> Rejected:
    """Write the changed values into the row, check it again, and return it as it stands then."""
    sent = {name.removeprefix(PREFIX): str(value) for name, value in request.POST.items() if name.startswith(PREFIX)}
    changed = {name: value for name, value in sent.items() if value != _text(row.row.get(name))}
    now = timezone.now()
    quarantine.mend(row, by=by, values=changed, on=now)
    quarantine.retry([row], by=by, on=now)
    return _row(row.pk)


def _row(number: int) -> Rejected:
    found = Rejected.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _cells(row: Rejected) -> list[tuple[str, str, str, bool]]:
    """Return name, meaning, value and whether it is the broken one, in the contract's order."""
    language = get_language() or "en"
    columns = catalogue.get(row.contract).columns
    return [(c.name, c.words.in_(language), _text(row.row.get(c.name)), c.name == row.column) for c in columns]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
